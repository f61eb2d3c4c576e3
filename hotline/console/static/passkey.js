/* Hands what the server asks for to the browser's passkeys, and their answer back in the page's own form. */
"use strict";
const form = document.querySelector("[data-passkey]");
const button = form.querySelector("button");
const fault = form.querySelector("[role=alert]");

async function ask() {
  fault.textContent = "";
  const options = JSON.parse(form.dataset.passkey);
  try {
    const key = form.dataset.new
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.answer.value = JSON.stringify(key.toJSON());
    form.submit();
  } catch {
    fault.textContent = fault.dataset.trouble;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  button.addEventListener("click", ask);
  ask();
} else {
  fault.textContent = fault.dataset.cannot;
  button.hidden = true;
}

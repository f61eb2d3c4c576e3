/* The console by keyboard, and kept up to date: a part of the page with data-poll is asked for again every few seconds,
   and the server answers 304 while nothing changed. Whoever types is not interrupted. */
"use strict";
const dialog = document.getElementById("keys");
const status = document.querySelector(".polled");
let before = "";
let typed = false;
document.addEventListener("input", () => (typed = true));

function isTyping(target) {
  return target.closest("input, select, textarea, dialog[open]") !== null;
}

function rows() {
  return [...document.querySelectorAll("main tbody tr a:first-of-type, main .cards a:first-of-type")];
}

function step(by) {
  const all = rows();
  const next = all[all.indexOf(document.activeElement) + by];
  (next || all[by > 0 ? 0 : all.length - 1])?.focus();
}

function help() {
  const list = dialog.querySelector("[data-keys]");
  list.textContent = "";
  for (const way of document.querySelectorAll("[data-key]")) {
    const row = list.appendChild(document.createElement("div"));
    const keys = row.appendChild(document.createElement("dt"));
    for (const key of way.dataset.key.split(" ")) keys.append(Object.assign(document.createElement("kbd"), { textContent: key }), " ");
    row.appendChild(document.createElement("dd")).textContent = way.textContent;
  }
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const keys = `${before} ${event.key}`.trim();
  before = event.key === "g" ? "g" : "";
  const way = document.querySelector(`[data-key="${CSS.escape(keys)}"]`) || [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === keys);
  if (event.key === "?") help();
  else if (event.key === "/" && document.querySelector("[data-search]")) document.querySelector("[data-search]").focus();
  else if (event.key === "j") step(1);
  else if (event.key === "k" && !way) step(-1);
  else if (way) way.click();
  else return;
  event.preventDefault();
});

document.querySelector("[data-help]")?.addEventListener("click", help);
document.querySelector(".summary")?.focus();

for (const part of document.querySelectorAll("[data-poll]")) {
  let tag = "";
  const renew = async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const answer = await fetch(part.dataset.poll, { headers: tag ? { "If-None-Match": tag } : {} });
      const isOut = answer.redirected || answer.status === 401;
      if (isOut && !typed) location.reload();
      if (isOut) status.textContent = status.dataset.out;
      else if (answer.status === 200) {
        part.innerHTML = await answer.text();
        tag = answer.headers.get("ETag") || "";
      }
      if (!isOut) status.textContent = answer.ok || answer.status === 304 ? "" : status.dataset.trouble;
    } catch {
      status.textContent = status.dataset.trouble;
    }
  };
  setInterval(renew, 1000 * (part.dataset.every || 5));
}

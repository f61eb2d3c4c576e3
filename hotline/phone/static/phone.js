/* The practice telephone: sends what somebody does, draws the whole handset that comes back. It keeps nothing. */
"use strict";

const page = document.getElementById("practice");
const told = JSON.parse(page.dataset.told);
const at = (name) => page.querySelector(`[data-${name}]`);
const all = (selector) => [...page.querySelectorAll(selector)];
const IN_CALL = ["keys", "words", "recording", "ringing", "talking", "queue"];
const LOOK_EVERY = 3000; // milliseconds

let handset = null;
let queue = Promise.resolve(); // one act after the other
let endOfEntry = 0;
let read = 0; // lines of this call that were read aloud or passed over

// Acts

function act(name, value = "") {
  queue = queue.then(() => post(`${page.dataset.handsets}/${handset.id}/${name}`, value));
  return queue;
}

async function post(address, value) {
  let answer, body;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ value }),
    });
    body = await answer.json();
  } catch {
    return complain(told.lost);
  }
  if (!answer.ok) return complain(body.trouble);
  draw(body);
}

function complain(words) {
  at("trouble").textContent = words;
  at("trouble").hidden = !words;
}

function press(key) {
  if (handset.may_interrupt) hush();
  tone(key);
  const button = page.querySelector(`[data-key="${CSS.escape(key)}"]`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 120);
  act("press", key);
}

// Drawing

function draw(now) {
  const before = handset;
  const isNewCall = !before || now.lines.length < before.lines.length || now.id !== before.id;
  handset = now;
  if (isNewCall) {
    hush();
    read = 0;
    at("lines").replaceChildren();
  }
  complain(now.trouble);
  at("number").textContent = now.number;
  say(at("status"), now.status);
  at("typed").textContent = now.typed;
  at("typed").hidden = !now.typed;
  drawList(at("lines"), now.lines, drawLine);
  drawList(at("texts"), now.texts, drawText);
  drawList(at("messages"), now.messages, drawMessage);
  at("no-lines").hidden = now.lines.length > 0;
  at("no-texts").hidden = now.texts.length > 0;
  at("no-messages").hidden = now.messages.length > 0;
  badge("texts", now.texts.filter((text) => !text.mine).length);
  badge("messages", now.messages.length);
  drawLog(now.log);
  drawActs(now.state);
  readAloud();
  waitForEnd();
}

/* Only what is new is added, so that a screen reader hears it once; a line that grew is written anew. What is new is
   shown from its beginning. */
function drawList(list, items, make) {
  while (list.children.length > items.length) list.lastChild.remove();
  let first = null;
  items.forEach((item, place) => {
    const mark = JSON.stringify(item);
    const old = list.children[place];
    if (old && old.dataset.mark === mark) return;
    const made = make(item);
    made.dataset.mark = mark;
    if (old) old.replaceWith(made);
    else list.append(made);
    first = first || made;
  });
  if (first) list.scrollTop = first.offsetTop - 12;
}

function element(name, kind, words, language = "") {
  const made = document.createElement(name);
  made.className = kind;
  made.textContent = words;
  if (language) made.lang = language;
  made.dir = "auto";
  return made;
}

function drawLine(line) {
  const made = element("p", line.by, line.text, line.language);
  if (line.language) made.prepend(element("span", "tag", line.language), " ");
  return made;
}

const drawText = (text) => element("p", text.mine ? "mine" : "theirs", text.text);

function drawMessage(message) {
  const made = element("p", "mine", message.text);
  made.append(" ", element("small", "length", message.length));
  return made;
}

function drawLog(log) {
  at("log").replaceChildren(
    ...log.map((sent) => {
      const row = document.createElement("tr");
      row.append(...sent.map((cell) => element("td", "", cell)));
      return row;
    }),
  );
}

function drawActs(state) {
  const isInCall = IN_CALL.includes(state);
  const focused = document.activeElement;
  page.querySelector(".dial").hidden = isInCall;
  page.querySelector(".end").hidden = !isInCall;
  if (focused && !focused.checkVisibility()) page.querySelector(isInCall ? ".end" : ".dial").focus();
  page.querySelector(".quiet").disabled = !isInCall || state === "talking";
  at("other-end").hidden = !["ringing", "talking", "queue"].includes(state);
  all(".acts").forEach((acts) => (acts.hidden = acts.dataset.state !== state));
  page.querySelector(".handset").dataset.state = state;
}

function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

function badge(name, count) {
  const place = at(`new-${name}`);
  const isShown = document.getElementById(`tab-${name}`).getAttribute("aria-selected") === "true";
  if (isShown) place.dataset.seen = count;
  const unseen = count - Number(place.dataset.seen || 0);
  place.textContent = unseen;
  place.hidden = unseen <= 0;
}

/* An entry ends as on any telephone: some seconds after its last key. */
function waitForEnd() {
  clearTimeout(endOfEntry);
  if (handset.typed) endOfEntry = setTimeout(() => act("wait"), handset.seconds * 1000);
}

// Sound: the browser's own voices, never one of another language; recordings; the tones of the keys

const voices = window.speechSynthesis;
let audio = null;

const isListening = () => at("listen").getAttribute("aria-pressed") === "true";

function voiceFor(language) {
  const wanted = language.toLowerCase();
  const has = (test) => voices.getVoices().find((voice) => test(voice.lang.toLowerCase().replace("_", "-")));
  return has((own) => own === wanted) || has((own) => own.split("-")[0] === wanted.split("-")[0]);
}

function readAloud() {
  const fresh = handset.lines.slice(read);
  read = handset.lines.length;
  if (!isListening()) return;
  for (const line of fresh) {
    if (line.sound) play(line.sound);
    else if (line.by === "hotline") speak(line);
  }
}

function speak(line) {
  const voice = voiceFor(line.language);
  if (!voice) return complain(told.no_voice);
  const words = new SpeechSynthesisUtterance(line.text);
  words.lang = line.language;
  words.voice = voice;
  voices.speak(words);
}

function play(address) {
  audio = new Audio(address);
  audio.play().catch(() => complain(told.no_voice));
}

function hush() {
  if (voices) voices.cancel();
  if (audio) audio.pause();
}

const ROWS = [697, 770, 852, 941]; // hertz, by the row of the key
const COLUMNS = [1209, 1336, 1477];
let sound = null;

function tone(key) {
  if (!isListening()) return;
  const place = "123456789*0#".indexOf(key);
  sound = sound || new AudioContext();
  for (const frequency of [ROWS[Math.floor(place / 3)], COLUMNS[place % 3]]) {
    const swing = sound.createOscillator();
    const volume = sound.createGain();
    swing.frequency.value = frequency;
    volume.gain.value = 0.06;
    swing.connect(volume).connect(sound.destination);
    swing.start();
    swing.stop(sound.currentTime + 0.12);
  }
}

// What somebody does

function choose(tab) {
  for (const other of all("[role=tab]")) {
    const isChosen = other === tab;
    other.setAttribute("aria-selected", isChosen);
    other.tabIndex = isChosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !isChosen;
  }
  draw(handset);
}

function pickUp() {
  const chosen = page.querySelector("[name=number]:checked").value;
  const number = chosen || document.getElementById("other-number").value;
  return (queue = queue.then(() => post(page.dataset.handsets, number)));
}

page.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.key) press(button.dataset.key);
  else if (button.dataset.act) {
    if (handset.may_interrupt || button.dataset.act === "hang-up") hush();
    if (button.dataset.act === "dial") {
      choose(document.getElementById("tab-call"));
      page.querySelector(".handset").scrollIntoView({ block: "nearest" });
    }
    act(button.dataset.act, button.dataset.value);
  } else if (button.getAttribute("role") === "tab") choose(button);
  else if (button === at("spell")) send("spell", document.getElementById("words"));
  else if (button === at("listen")) {
    button.setAttribute("aria-pressed", !isListening());
    if (!isListening()) hush();
    else if (IN_CALL.includes(handset.state)) {
      read = handset.lines.findLastIndex((line) => line.by === "you") + 1;
      readAloud();
    }
  }
});

function send(name, box) {
  if (!box.value.trim()) return box.focus();
  hush();
  act(name, box.value);
  box.value = "";
}

page.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target.dataset.form;
  if (form === "number") pickUp();
  else send(form, event.target.querySelector("input"));
});

document.addEventListener("keydown", (event) => {
  if (!handset || event.ctrlKey || event.metaKey || event.altKey) return;
  const tab = event.target.closest("[role=tab]");
  if (tab && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return walk(tab, event);
  if (event.target.closest("input")) return;
  if (/^[0-9*#]$/.test(event.key)) press(event.key);
});

function walk(tab, event) {
  const tabs = all("[role=tab]");
  const isForward = (event.key === "ArrowRight") === (document.dir !== "rtl");
  const step = tabs.indexOf(tab) + (isForward ? 1 : -1);
  const place = { Home: 0, End: tabs.length - 1 }[event.key] ?? (step + tabs.length) % tabs.length;
  event.preventDefault();
  choose(tabs[place]);
  tabs[place].focus();
}

document.getElementById("other-number").addEventListener("focus", () => {
  page.querySelector('[name=number][value=""]').checked = true;
});

setInterval(() => {
  if (handset && !document.hidden) act("look");
}, LOOK_EVERY);

at("needs-script").remove();
document.getElementById("handset").hidden = false;
at("listen").hidden = !voices;
pickUp();

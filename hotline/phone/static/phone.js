/* The practice telephone: sends what somebody does, draws the whole handset that comes back. It keeps nothing. */
import { announceIn, drawBadge, drawChips, drawLine, drawList, drawLog, drawMessage, drawText, flash, say, withVoices } from "./drawing.js";
import { ask, confirmed } from "./service.js";
import { hush, play, ring, speak, tone, voices } from "./sound.js";
import { neighbour } from "./tabs.js";

const page = document.getElementById("practice");
const told = JSON.parse(page.dataset.told);
const body = page.querySelector(".handset");
const at = (name) => page.querySelector(`[data-${name}]`);
const all = (selector) => [...page.querySelectorAll(selector)];
const IN_CALL = ["called", "keys", "words", "recording", "ringing", "telling", "talking", "queue"];
const ANSWERING = ["keys", "words", "recording"];
const LOOK_EVERY = 3000; // milliseconds
const RINGS_FOR = 800;
const RINGS_EVERY = 4000;
const TITLE = document.title;

let handset = null;
let queue = Promise.resolve(); // one act after the other
let endOfEntry = 0;
let bell = 0;
let read = 0; // lines of this call that were read aloud or passed over

const isInCall = () => handset !== null && IN_CALL.includes(handset.state);
const isListening = () => at("listen").getAttribute("aria-pressed") === "true";

// Acts. What went wrong stays in sight until somebody does something: a look for texts is nobody's act.

function act(name, value = "") {
  complain("");
  return enqueue(() => send(name, value));
}

function enqueue(does) {
  queue = queue.then(does);
  return queue;
}

async function send(name, value) {
  const { handset: now, trouble } = await ask(`${page.dataset.handsets}/${handset.id}/${name}`, value, told.lost);
  if (trouble) complain(trouble);
  else draw(now);
}

function complain(words) {
  say(at("trouble"), words);
  at("trouble").hidden = !words;
}

function press(key) {
  if (handset.may_interrupt) hush();
  if (isListening()) tone(key);
  flash(page.querySelector(`[data-key="${CSS.escape(key)}"]`));
  act("press", key);
}

function dial() {
  if (isInCall() || body.classList.contains("rings")) return;
  choose(document.getElementById("tab-call"));
  showHandset();
  complain("");
  body.classList.add("rings");
  say(at("status"), told.rings);
  if (isListening()) ring(RINGS_FOR / 1000);
  enqueue(() => new Promise((done) => setTimeout(done, RINGS_FOR)));
  act("dial").then(() => {
    body.classList.remove("rings");
    showHandset();
  });
}

// Drawing

function draw(now) {
  const before = handset;
  const isAnother = !before || now.id !== before.id;
  const isNewCall = isAnother || now.call !== before.call;
  handset = now;
  if (isNewCall) {
    hush();
    read = 0;
    at("lines").replaceChildren();
  }
  if (now.trouble && (isAnother || now.trouble !== before.trouble)) complain(now.trouble);
  at("number").textContent = now.number;
  if (!body.classList.contains("rings") || isInCall()) say(at("status"), now.status);
  say(at("length"), now.length);
  at("length-shown").hidden = now.lines.length === 0;
  at("typed").textContent = now.typed;
  at("typed").hidden = !now.typed;
  drawList(at("lines"), withVoices(now.lines), drawLine);
  drawList(at("texts"), now.texts, drawText);
  drawList(at("messages"), now.messages, drawMessage);
  for (const kind of ["lines", "texts", "messages"]) at(`no-${kind}`).hidden = now[kind].length > 0;
  say(at("about-texts"), now.about_texts);
  page.querySelector(".write").hidden = !now.may_write;
  badge("texts", now.texts.filter((text) => !text.mine).length, isAnother, told.text_arrived);
  badge("messages", now.messages.length, isAnother, told.message_kept);
  drawLog(at("log"), now.log);
  drawActs(now);
  at("broken").hidden = !now.is_broken;
  at("break").setAttribute("aria-pressed", now.is_broken);
  at("break").dataset.value = now.is_broken ? "no" : "yes";
  ringHere(before && before.state === "called" ? before.call : "");
  if (now.state === "ringing" && before?.state !== "ringing" && isListening()) ring(RINGS_FOR / 1000);
  readAloud();
  waitForEnd();
}

function drawActs(now) {
  const inCall = IN_CALL.includes(now.state);
  const isCalled = now.state === "called";
  const [focused, height] = [document.activeElement, body.offsetHeight];
  page.querySelector(".dial").hidden = inCall;
  page.querySelector(".end").hidden = !inCall || isCalled;
  page.querySelector(".take").hidden = page.querySelector(".decline").hidden = at("called").hidden = !isCalled;
  page.querySelector(".quiet").hidden = isCalled;
  page.querySelector(".quiet").disabled = !inCall || now.state === "talking";
  page.querySelector(".say").hidden = !now.may_say && !now.may_spell;
  at("say").hidden = !now.may_say;
  at("spell").hidden = !now.may_spell;
  at("other-end").hidden = !["ringing", "telling", "talking", "queue"].includes(now.state);
  all(".acts").forEach((acts) => (acts.hidden = acts.dataset.state !== now.state));
  all(".chip").forEach((chip) => (chip.disabled = !ANSWERING.includes(now.state)));
  body.dataset.state = now.state;
  const main = isCalled ? ".take" : inCall ? ".end" : ".dial";
  if (focused && !focused.checkVisibility()) page.querySelector(main).focus({ preventScroll: true });
  if (inCall && body.offsetHeight !== height) showHandset();
}

/* A call of the hotline's is seen, said and heard until somebody does something about it. `before`: the one that rang. */
function ringHere(before) {
  const isCalled = handset.state === "called";
  document.title = isCalled ? `☎ ${told.is_called}` : TITLE;
  if (!isCalled || handset.call !== before) clearInterval(bell);
  if (!isCalled || handset.call === before) return;
  if (body.dataset.tab !== "call") choose(document.getElementById("tab-call"));
  announce(told.is_called);
  const sound = () => isListening() && ring(RINGS_FOR / 1000);
  sound();
  bell = setInterval(sound, RINGS_EVERY);
  showHandset();
}

/* A further one that nobody sees is announced. */
function badge(name, count, isAnother, words) {
  const isShown = document.getElementById(`tab-${name}`).getAttribute("aria-selected") === "true";
  const isMore = drawBadge(at(`new-${name}`), count, isShown || isAnother);
  if (isMore && !isShown && !isAnother) announce(words);
}

const announce = (words) => announceIn(at("announced"), words);

/* An entry ends as on any telephone: some seconds after its last key. */
function waitForEnd() {
  clearTimeout(endOfEntry);
  if (handset.typed) endOfEntry = setTimeout(() => act("wait"), handset.seconds * 1000);
}

function readAloud() {
  const fresh = handset.lines.slice(read);
  read = handset.lines.length;
  if (!isListening()) return;
  for (const line of fresh) {
    if (line.sound) play(line.sound).catch(() => complain(told.no_voice));
    else if (line.language && !speak(line.text, line.language)) complain(told.no_voice);
  }
}

function listen(button) {
  button.setAttribute("aria-pressed", !isListening());
  complain("");
  if (!isListening()) return hush();
  if (!isInCall()) return;
  read = handset.lines.findLastIndex((line) => line.by === "you") + 1;
  readAloud();
}

// What somebody does

function showHandset() {
  body.scrollIntoView({ block: body.offsetHeight > window.innerHeight - 48 ? "start" : "nearest" });
}

function choose(tab) {
  for (const other of all("[role=tab]")) {
    const isChosen = other === tab;
    other.setAttribute("aria-selected", isChosen);
    other.tabIndex = isChosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !isChosen;
  }
  body.dataset.tab = tab.id.replace("tab-", "");
  draw(handset);
}

/* Go on, once who is in a call has said that it may be hung up. */
function leaveCall(goOn) {
  if (!isInCall()) return goOn();
  confirmed(at("ask"), () => act("hang-up").then(goOn));
}

function takeNumber() {
  const chosen = page.querySelector("[name=number]:checked").value;
  const number = chosen || document.getElementById("other-number").value;
  pickUp(number, (another) =>
    leaveCall(() =>
      enqueue(() => {
        draw(another);
        choose(document.getElementById("tab-call"));
        showHandset();
        announce(told.number_taken);
      }),
    ),
  );
}

/* Another telephone, once its number is known to be one: what was mistyped ends no call. */
async function pickUp(number, take) {
  complain("");
  const { handset: another, trouble } = await ask(page.dataset.handsets, number, told.lost);
  if (!trouble) return take(another);
  complain(trouble);
  if (handset) showHandset();
}

/* Somebody of the list lies on the telephone then, with keys that answer for them. */
function lookFor(person) {
  at("sought-name").textContent = person.name;
  at("sought-facts").textContent = person.facts;
  drawChips(at("sought-chips"), person.keys);
  at("sought").hidden = false;
  choose(document.getElementById("tab-call"));
  showHandset();
  (isInCall() ? at("sought-chips").firstChild : all("[data-act=dial]").find((button) => button.checkVisibility())).focus();
}

page.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.key) press(button.dataset.key);
  else if (button.dataset.act === "dial") dial();
  else if (button.dataset.act) {
    if (handset.may_interrupt || button.dataset.act === "hang-up") hush();
    act(button.dataset.act, button.dataset.value);
  } else if (button.dataset.person) lookFor(JSON.parse(button.dataset.person));
  else if (button.getAttribute("role") === "tab") choose(button);
  else if (button === at("spell")) hand("spell", document.getElementById("words"));
  else if (button === at("listen")) listen(button);
  else if (button === at("away")) {
    at("sought").hidden = true;
    drawActs(handset);
  }
});

function hand(name, box) {
  if (!box.value.trim()) return box.focus();
  hush();
  act(name, box.value);
  box.value = "";
}

page.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target.dataset.form;
  if (form === "number") takeNumber();
  else hand(form === "say" && !handset.may_say ? "spell" : form, event.target.querySelector("input"));
});

document.querySelectorAll("[data-leaves]").forEach((link) =>
  link.addEventListener("click", (event) => {
    if (!isInCall()) return;
    event.preventDefault();
    leaveCall(() => location.assign(link.href));
  }),
);

document.addEventListener("keydown", (event) => {
  if (!handset || event.ctrlKey || event.metaKey || event.altKey || at("ask").open) return;
  const next = neighbour(all("[role=tab]"), event.target.closest("[role=tab]"), event.key);
  if (next) {
    event.preventDefault();
    choose(next);
    return next.focus();
  }
  if (event.target.closest("input")) return;
  if (/^[0-9*#]$/.test(event.key)) press(event.key);
});

document.getElementById("other-number").addEventListener("focus", () => {
  page.querySelector('[name=number][value=""]').checked = true;
});

const look = () => handset && !document.hidden && enqueue(() => send("look", ""));
setInterval(look, LOOK_EVERY);

at("needs-script").remove();
body.hidden = false;
at("listen").hidden = !voices;
at("mute").hidden = Boolean(voices);
pickUp(page.querySelector("[name=number]:checked").value, draw);

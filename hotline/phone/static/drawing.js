/* Lists on the screen of the practice telephone: lines of a call, texts, voice mail, the log, the keys of a person. */

/* Only what is new is added, so that a screen reader hears it once; a line that grew is written anew. What is new is
   shown from its beginning. */
export function drawList(list, items, make) {
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

/* A voice is named where another one begins to speak; what only who was called hears says so each time. */
export function withVoices(lines) {
  let last = "";
  return lines.map((line) => {
    const isNew = line.voice && (line.voice !== last || line.by === "them");
    last = line.voice || last;
    return { ...line, voice: isNew ? line.voice : "" };
  });
}

export function drawLine(line) {
  const made = element("p", line.by, line.text, line.language);
  const spoken = line.by === "them" ? document.documentElement.lang : "";
  if (line.voice) made.prepend(element("span", "tag", line.voice, spoken), " ");
  return made;
}

export function drawText(text) {
  const made = element("div", text.mine ? "sent" : "got", "");
  made.append(element("p", text.mine ? "mine" : "theirs", text.text));
  if (text.note) made.append(element("p", "note", text.note));
  return made;
}

export function drawMessage(message) {
  const made = element("p", "mine", message.text);
  made.append(" ", element("small", "lasts", message.length));
  return made;
}

export function drawLog(table, log) {
  table.replaceChildren(
    ...log.map((sent) => {
      const row = document.createElement("tr");
      row.append(...sent.map((cell) => element("td", "", cell)));
      return row;
    }),
  );
}

/* The keys that answer for a person: words, act and value of each. */
export function drawChips(place, keys) {
  place.replaceChildren(
    ...keys.map(([words, act, value]) => {
      const chip = element("button", "chip", words);
      chip.type = "button";
      chip.dataset.act = act;
      chip.dataset.value = value;
      return chip;
    }),
  );
}

/* How many of a tab nobody has seen yet; answers whether there are more than before. */
export function drawBadge(place, count, isSeen) {
  const isMore = count > Number(place.dataset.count || 0);
  if (isSeen) place.dataset.seen = count;
  place.dataset.count = count;
  const unseen = count - Number(place.dataset.seen || 0);
  place.textContent = unseen;
  place.hidden = unseen <= 0;
  return isMore;
}

export function say(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

/* A place that screen readers watch: emptied first, so that the same words are said again. */
export function announceIn(place, words) {
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}

/* A key goes down for a moment. */
export function flash(button) {
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 120);
}

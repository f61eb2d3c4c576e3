/* The tab that a key of the keyboard leads to from another, in either reading direction; null for every other key. */
export function neighbour(tabs, tab, key) {
  if (!tab || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) return null;
  const isForward = (key === "ArrowRight") === (document.dir !== "rtl");
  const step = tabs.indexOf(tab) + (isForward ? 1 : -1);
  return tabs[{ Home: 0, End: tabs.length - 1 }[key] ?? (step + tabs.length) % tabs.length];
}

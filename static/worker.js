/* Keeps one page, that with our number and hours, and shows it when a page cannot be had. It keeps nothing else.
   Whoever goes back to an answer begins anew: it was sent for a form, and is shown once. */
var start = "/" + location.search.slice(1) + "/", page = start + "offline";
oninstall = function (e) {
  e.waitUntil(caches.open("offline").then(function (kept) { return kept.add(page); }));
};
onfetch = function (e) {
  var asked = e.request, again = asked.method !== "GET" && asked.isHistoryNavigation;
  if (asked.mode === "navigate") e.respondWith(
    fetch(again ? start : asked).catch(function () { return caches.match(page); })
  );
};

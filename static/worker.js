/* Keeps one page, that with our number and hours, and shows it when a page cannot be had. It keeps nothing else. */
var page = "/" + location.search.slice(1) + "/offline";
oninstall = function (e) {
  e.waitUntil(caches.open("offline").then(function (kept) { return kept.add(page); }));
};
onfetch = function (e) {
  if (e.request.mode === "navigate") e.respondWith(fetch(e.request).catch(function () { return caches.match(page); }));
};

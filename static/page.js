/* Leaves at once and takes this page out of the history: by the button, or Shift pressed three times in two seconds.
   A page that the browser kept in memory is never shown again: whoever goes back begins anew.
   Without a connection the page with our number is shown (worker.js). */
!function (d) {
  var link = d.getElementById("leave"), presses = [];
  function leave(e) { e && e.preventDefault(); d.body.hidden = true; location.replace(link.href); }
  link.onclick = leave;
  d.onkeyup = function (e) {
    if (e.key !== "Shift") { presses = []; return; }
    presses.push(e.timeStamp);
    if (presses.length > 2 && e.timeStamp - presses[presses.length - 3] < 2000) leave();
  };
  onpageshow = function (e) { e.persisted && location.replace(d.querySelector(".brand").href); };
  onload = function () {
    var keeper = navigator.serviceWorker, here = d.querySelector(".brand").pathname;
    keeper && keeper.register("/worker.js?" + here.split("/")[1]);
  };
}(document);

/* Leaves at once and takes this page out of the history: by the button, or Shift pressed three times in two seconds.
   A page with a form or an answer that the browser kept in memory is not shown again: whoever goes back begins anew.
   Without a connection the page with our number is shown (worker.js). */
!function (d) {
  var link = d.getElementById("leave"), start = d.querySelector(".brand"), presses = [];
  function leave(e) { e && e.preventDefault(); d.body.hidden = true; location.replace(link.href); }
  link.onclick = leave;
  d.onkeyup = function (e) {
    if (e.key !== "Shift") { presses = []; return; }
    presses.push(e.timeStamp);
    if (presses.length > 2 && e.timeStamp - presses[presses.length - 3] < 2000) leave();
  };
  onpageshow = function (e) {
    if (e.persisted && d.forms.length) d.getElementById("again") ? location.replace(start.href) : location.reload();
  };
  onload = function () {
    var keeper = navigator.serviceWorker;
    keeper && keeper.register("/worker.js?" + start.pathname.split("/")[1]);
  };
}(document);

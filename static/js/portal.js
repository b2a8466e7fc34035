// Small helps; every page works without this file.
(function () {
  "use strict";

  // Quick exit: empty the page at once and replace it in the history, so that "back" does not
  // bring it up again.
  document.querySelectorAll("[data-exit]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      document.body.replaceChildren();
      document.title = "";
      window.location.replace(link.href);
    });
  });

  // The error summary takes the focus, so that a screen reader reads it first.
  var summary = document.querySelector("[data-focus]");
  if (summary) {
    summary.focus();
  }

  // A double click sends a form once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post") {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    window.setTimeout(function () {
      delete form.dataset.sent;
    }, 5000);
  });

  // A page that comes back from the browser's memory may show what the session no longer may see.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.body.dataset.private) {
      window.location.reload();
    }
  });
})();

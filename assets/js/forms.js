// Small helps with forms; every form works without them.
(function () {
  "use strict";

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
})();

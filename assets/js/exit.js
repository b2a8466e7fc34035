// Leaving without a trace on the screen; without this file "Leave quickly" is a plain link.
(function () {
  "use strict";

  var link = document.querySelector("[data-exit]");
  var TIMES = 3; // Escape, within so many milliseconds
  var WITHIN = 5000;
  var pressed = [];

  // Empty the page at once and replace it in the history, so that "back" does not bring it up.
  function leave() {
    document.body.replaceChildren();
    document.title = "";
    document.querySelectorAll("link[rel=icon]").forEach(function (icon) {
      icon.remove();
    });
    window.location.replace(link.href);
  }

  if (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });

    // Escape three times, wherever the reader is on the page (GOV.UK's "exit this page" uses
    // Shift, which screen readers and typing need).
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.repeat) {
        return;
      }
      var now = Date.now();
      pressed = pressed.filter(function (at) {
        return now - at < WITHIN;
      });
      pressed.push(now);
      if (pressed.length >= TIMES) {
        leave();
      }
    });
  }

  // A page that comes back from the browser's memory may show what the session no longer may see.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.body.dataset.private) {
      window.location.reload();
    }
  });
})();

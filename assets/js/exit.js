// Leaving without a trace on the screen; without this file "Leave quickly" is a plain link.
(function () {
  "use strict";

  // Empty the page at once and replace it in the history, so that "back" does not bring it up.
  function leave(address) {
    document.body.replaceChildren();
    document.title = "";
    window.location.replace(address);
  }

  var link = document.querySelector("[data-exit]");
  if (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave(link.href);
    });
  }

  // A page that comes back from the browser's memory may show what the session no longer may see.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && document.body.dataset.private) {
      window.location.reload();
    }
  });
})();

// Shows what a text looks like while it is typed. Without it, the button “Preview” does the same.
(function () {
  "use strict";

  var WAIT = 600; // milliseconds without a key
  document.querySelectorAll("textarea[data-preview]").forEach(function (field) {
    var region = document.getElementById(field.id + "-preview");
    var timer = 0;
    var latest = 0;
    if (!region || !window.fetch) {
      return;
    }
    function ask() {
      var number = (latest += 1);
      var body = new FormData();
      body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
      body.set("text", field.value);
      fetch(field.dataset.preview, {
        method: "POST",
        body: body,
        credentials: "same-origin",
        headers: { "X-Activity": "yes" },
      })
        .then(function (response) {
          return response.ok && !response.redirected ? response.text() : null;
        })
        .then(function (html) {
          if (html !== null && number === latest) {
            region.innerHTML = html; // cleaned by the server, as the public page is
          }
        })
        .catch(function () {
          // The notice of a lost connection is that of typing.js; the last preview stays.
        });
    }
    field.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
  });
})();

// Keeps the steps of a report up to date while it is being made; without it the page reloads.
(function () {
  "use strict";

  var region = document.querySelector("[data-progress]");
  if (!region) {
    return;
  }
  function ask() {
    fetch(region.dataset.progress, { credentials: "same-origin", headers: { "X-Activity": "no" } })
      .then(function (response) {
        if (!response.ok) {
          throw new Error(String(response.status));
        }
        return response.text().then(function (html) {
          if (response.headers.get("X-Progress") !== "active") {
            window.location.reload();
            return;
          }
          if (region.dataset.shown !== html) {
            region.dataset.shown = html;
            region.innerHTML = html;
          }
          window.setTimeout(ask, 2000);
        });
      })
      .catch(function () {
        window.setTimeout(ask, 5000);
      });
  }
  window.setTimeout(ask, 1500);
})();

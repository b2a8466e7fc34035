// The public guide, readable without a connection (guide/offline.js); without this file it is not.
(function () {
  "use strict";

  var note = document.querySelector("[data-offline]");
  if (!note || !("serviceWorker" in navigator)) {
    return;
  }
  navigator.serviceWorker.register(note.dataset.offline).catch(function () {
    // A browser that keeps nothing, or a private window: the pages are read as they come.
  });

  function tell() {
    note.querySelector("[data-offline-copy]").hidden = navigator.onLine;
  }

  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  tell();
})();

// Says that the session is about to end, and has the server keep what was typed. Without this file
// the server ends the session all the same, and keeps a form that is sent too late.
// Nothing is written into the browser's storage.
(function () {
  "use strict";

  var dialog = document.getElementById("session-end");
  if (!dialog || !window.fetch || !dialog.showModal) {
    return;
  }
  var WARNING = 120 * 1000; // milliseconds before the end
  var EARLY = 20 * 1000; // by so much the server may end an idle session sooner
  var AGAIN = 15 * 1000; // without a connection
  var idle = Number(dialog.dataset.idle) * 1000;
  var token = dialog.querySelector("[name=csrfmiddlewaretoken]").value;
  var seen = Date.now();
  var told = seen; // when the server last heard of the reader
  var ends = seen + Number(dialog.dataset.left) * 1000;
  var quietUntil = 0; // after the late warning was put away
  var ending = false;
  var others = window.BroadcastChannel ? new BroadcastChannel("session") : null;

  function post(address, body, activity) {
    body.set("csrfmiddlewaretoken", token);
    return fetch(address, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      headers: { "X-Activity": activity },
    });
  }

  function isLate() {
    return ends - Date.now() <= WARNING;
  }

  // Somebody is there, on this page or on another of this browser.
  function alive() {
    seen = Date.now();
    if (dialog.open && !isLate()) {
      dialog.close();
    }
  }

  function stay() {
    told = Date.now();
    post(dialog.dataset.stay, new FormData(), "yes")
      .then(function (response) {
        if (!response.ok) {
          end();
          return undefined;
        }
        return response.json().then(function (answer) {
          if (answer.left <= 0) {
            end();
            return;
          }
          ends = Date.now() + answer.left * 1000;
          alive();
          if (others) {
            others.postMessage("alive");
          }
        });
      })
      .catch(function () {});
  }

  function end() {
    if (ending) {
      return;
    }
    ending = true;
    var page = window.location.pathname + window.location.search;
    var last = new FormData();
    last.set("session-ends", "yes");
    window.portalTyped.forms().map(window.portalTyped.body)
      .reduce(function (before, body) {
        return before.then(function () {
          last.set("session-kept", "yes");
          return post(dialog.dataset.keep, body, "no");
        });
      }, Promise.resolve())
      .then(function () {
        return post(dialog.dataset.keep, last, "no");
      })
      .then(function () {
        window.location.replace(dialog.dataset.signIn + "?next=" + encodeURIComponent(page));
      })
      .catch(function () {
        // No connection: what was typed stays on the page until it can be kept.
        window.setTimeout(function () {
          ending = false;
        }, AGAIN);
      });
  }

  function look() {
    var now = Date.now();
    var left = Math.min(seen + idle - EARLY, ends) - now;
    if (left <= 0) {
      end();
    } else if (left <= WARNING && !dialog.open && now > quietUntil) {
      var late = isLate();
      dialog.querySelector("[data-when=idle]").hidden = late;
      dialog.querySelector("[data-when=late]").hidden = !late;
      dialog.querySelector("[data-stay-here]").hidden = late;
      dialog.showModal();
    }
  }

  // Typing is being there; the server hears of it once a minute.
  document.addEventListener("input", function () {
    seen = Date.now();
    if (seen - told > 60000) {
      stay();
    }
  });
  dialog.querySelector("[data-stay-here]").addEventListener("click", stay);
  dialog.querySelector("[data-end-now]").addEventListener("click", end);
  // Escape says that somebody is there. The end after eight hours it only stops talking about.
  dialog.addEventListener("cancel", function () {
    if (isLate()) {
      quietUntil = ends;
    } else {
      stay();
    }
  });
  if (others) {
    others.onmessage = alive;
    others.postMessage("alive");
  }
  window.setInterval(look, 1000);
})();

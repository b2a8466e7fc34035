// Has the server keep what is typed: every half minute, when the page is put away, before a sign-out.
// A lost connection or session is said, and the page then stays. Without this file a form is saved
// by its button. Nothing is written into the browser's storage.
(function () {
  "use strict";

  var texts = document.getElementById("typing");
  if (!texts || !window.fetch) {
    return;
  }
  var EVERY = 30 * 1000; // milliseconds
  var AGAIN = 5 * 1000; // without a connection
  var PATIENCE = 10 * 1000; // until a connection that says nothing counts as lost
  var notice = texts.querySelector("[role=alert]");
  var again = 0;
  var others = window.BroadcastChannel ? new BroadcastChannel("typing") : null;
  var watched = new Map();

  function post(address, body, leaving) {
    var control = new AbortController();
    var timer = window.setTimeout(function () {
      control.abort();
    }, PATIENCE);
    return fetch(address, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      headers: { "X-Activity": "yes" },
      keepalive: Boolean(leaving),
      signal: control.signal,
    }).finally(function () {
      window.clearTimeout(timer);
    });
  }

  function say(which) {
    notice.textContent = texts.dataset[which] || "";
    if (which === "out") {
      var link = document.createElement("a");
      link.href = texts.dataset.signIn;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = texts.dataset.signInLabel;
      notice.append(" ", link);
    }
    texts.dataset.shown = which;
    texts.hidden = !which;
  }

  // The token of the page's forms: signing in again changes it, and the server then says 403.
  function alive() {
    var body = new FormData();
    body.set("csrfmiddlewaretoken", texts.querySelector("[name=csrfmiddlewaretoken]").value);
    return post(texts.dataset.alive, body).then(function (response) {
      return response.ok ? response.json() : { left: 1, keeps: true };
    });
  }

  function lost(which) {
    say(which);
    if (!again) {
      again = window.setTimeout(retry, AGAIN);
    }
  }

  function retry() {
    window.clearTimeout(again);
    again = 0;
    alive().then(back, function () {
      lost(texts.dataset.shown || "lost");
    });
  }

  function back(session) {
    if (!session.keeps) {
      say("out");
      return;
    }
    if (/^(lost|unsent)$/.test(texts.dataset.shown)) {
      say("back");
    }
    saveAll();
  }

  function saveAll(leaving) {
    return Promise.all(Array.from(watched.values(), function (state) {
      return state.save(leaving);
    }));
  }

  // Before a sign-out: here, and on the other pages of this browser, which get a moment for it.
  function saveEverywhere() {
    if (others) {
      others.postMessage("leaving");
    }
    return saveAll().then(function () {
      return new Promise(function (done) {
        window.setTimeout(done, others ? 400 : 0);
      });
    });
  }

  function watch(form) {
    var line = document.createElement("p");
    var state = { changed: false, timer: 0, running: Promise.resolve(), asking: false };
    line.className = "typing-status";
    line.setAttribute("role", "status");
    form.append(line);
    watched.set(form, state);

    function take(answer) {
      line.textContent = texts.dataset[answer.saved ? "saved" : "kept"] + " " + answer.at;
      if (answer.stale) {
        line.textContent += " " + texts.dataset.stale;
      }
      if (!answer.saved) {
        return;
      }
      ["version", "drawn_from"].forEach(function (name) {
        var field = form.elements[name] || document.createElement("input");
        field.type = "hidden";
        field.name = name;
        field.value = answer[name];
        form.append(field);
      });
      if (answer.page) { // the draft has begun: the page is its first step from now
        form.action = answer.page;
        window.history.replaceState(null, "", answer.page);
      }
      if (!state.changed) {
        window.portalTyped.settle(form);
      }
    }

    state.save = function (leaving) {
      window.clearTimeout(state.timer);
      state.timer = 0;
      if (!state.changed) {
        return state.running;
      }
      state.changed = false;
      state.running = state.running.then(function () {
        var body = window.portalTyped.body(form);
        var draft = "draft" in form.dataset;
        body.set("autosave", "yes");
        return post(draft ? form.action : texts.dataset.keep, body, leaving);
      }).then(function (response) {
        if (response.redirected) {
          say("out");
        } else if (response.status === 200) {
          return response.json().then(take);
        }
        return undefined;
      }).catch(function () {
        state.changed = true;
        lost("lost");
      });
      return state.running;
    };

    form.addEventListener("input", function () {
      state.changed = true;
      state.timer = state.timer || window.setTimeout(state.save, EVERY);
    });
  }

  // Sends a form only when it will arrive; otherwise the page stays as it is, and says why.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var state = watched.get(form);
    if (form.method !== "post" || form.dataset.asked) {
      return;
    }
    var leaves = "endsSession" in form.dataset;
    if (navigator.onLine && !leaves && !(state && window.portalTyped.in(form))) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.asking) {
      return;
    }
    form.dataset.asking = "yes";
    (leaves ? saveEverywhere() : state ? state.running : Promise.resolve()).then(alive).then(
      function (session) {
        delete form.dataset.asking;
        if (!session.keeps) {
          say("out");
          return;
        }
        if (state) {
          window.clearTimeout(state.timer);
          state.changed = false;
        }
        form.dataset.asked = "yes";
        form.requestSubmit(event.submitter);
        delete form.dataset.asked;
      },
      function () {
        delete form.dataset.asking;
        lost("unsent");
      }
    );
  }, true);

  document.querySelectorAll("main form").forEach(function (form) {
    var text = "textarea, input:not([type]), [type=text], [type=tel], [type=date], [type=email]";
    var fits = "draft" in form.dataset || form.querySelector(text);
    if (form.method === "post" && fits && !form.querySelector("[type=password]")) {
      watch(form);
    }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      saveAll(true);
    }
  });
  window.addEventListener("pagehide", function () {
    saveAll(true);
  });
  window.addEventListener("offline", function () {
    if (watched.size) {
      lost("lost");
    }
  });
  window.addEventListener("online", retry);
  if (others) {
    others.onmessage = function () {
      saveAll();
    };
  }
})();

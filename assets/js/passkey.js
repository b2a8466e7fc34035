// Talks to passkeys and security keys (W3C Web Authentication), for allauth's views.
// A button says what it does: data-passkey="login", "use" (second step) or "add".
(function () {
  "use strict";

  var BINARY = ["challenge", "id", "rawId", "user", "clientDataJSON", "authenticatorData",
    "signature", "userHandle", "attestationObject"];

  function toBytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function toText(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  // What the server wrote in base64url, as the browser wants it.
  function options(given) {
    var key = Object.assign({}, given.publicKey, { challenge: toBytes(given.publicKey.challenge) });
    if (key.user) {
      key.user = Object.assign({}, key.user, { id: toBytes(key.user.id) });
    }
    ["allowCredentials", "excludeCredentials"].forEach(function (list) {
      if (key[list]) {
        key[list] = key[list].map(function (one) {
          return Object.assign({}, one, { id: toBytes(one.id) });
        });
      }
    });
    return key;
  }

  // The browser's answer, as the server wants it.
  function answer(credential) {
    var response = {};
    BINARY.forEach(function (name) {
      if (credential.response[name] instanceof ArrayBuffer) {
        response[name] = toText(credential.response[name]);
      }
    });
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: credential.getClientExtensionResults()
    });
  }

  function written() {
    return Promise.resolve(JSON.parse(document.getElementById("passkey_data").textContent));
  }

  function asked(form) {
    return fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then(function (reply) { return reply.json(); });
  }

  function get(data) {
    return navigator.credentials.get({ publicKey: options(data.request_options) });
  }

  function create(form, data) {
    var key = options(data.creation_options);
    var alone = form.elements.passwordless.checked;
    key.authenticatorSelection = Object.assign({}, key.authenticatorSelection, {
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : "preferred"
    });
    return navigator.credentials.create({ publicKey: key });
  }

  var ways = {
    login: function (form) { return asked(form).then(get); },
    use: function () { return written().then(get); },
    add: function (form) { return written().then(create.bind(null, form)); }
  };

  document.querySelectorAll("[data-passkey]").forEach(function (button) {
    var form = button.form;
    var failure = form.querySelector("[data-passkey-failed]");
    if (!window.PublicKeyCredential) {
      return; // the page says then that this browser knows no passkeys
    }
    form.querySelector("[data-passkey-unknown]").hidden = true;
    button.hidden = false;
    button.addEventListener("click", function (event) {
      event.preventDefault();
      failure.hidden = true;
      button.disabled = true;
      ways[button.dataset.passkey](form)
        .then(function (credential) {
          form.elements.credential.value = answer(credential);
          form.submit();
        })
        .catch(function () {
          button.disabled = false;
          failure.hidden = false;
          failure.focus();
        });
    });
  });
})();

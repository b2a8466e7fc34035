// What is typed in the forms of this page, for session.js and typing.js.
(function () {
  "use strict";

  function isTyped(field) {
    if (!field.name || /^(hidden|password|file|submit|button)$/.test(field.type)) {
      return false;
    }
    if (field.type === "checkbox" || field.type === "radio") {
      return field.checked !== field.defaultChecked;
    }
    if (field.options) {
      return Array.from(field.options).some(function (option) {
        return option.selected !== option.defaultSelected;
      });
    }
    return field.value !== field.defaultValue;
  }

  window.portalTyped = {
    in: function (form) {
      return Array.from(form.elements).some(isTyped);
    },
    // Each form in which something was changed.
    forms: function () {
      return Array.from(document.forms).filter(function (form) {
        return form.method === "post" && window.portalTyped.in(form);
      });
    },
    // A form as it would be sent, without its files, and where it belongs.
    body: function (form) {
      var body = new FormData(form);
      Array.from(body.entries()).forEach(function (entry) {
        if (typeof entry[1] !== "string") {
          body.delete(entry[0]);
        }
      });
      var target = new URL(form.getAttribute("action") || "", document.baseURI);
      body.set("session-page", window.location.pathname);
      body.set("session-action", target.pathname);
      return body;
    },
    // What the form holds is saved: nothing of it counts as typed any more.
    settle: function (form) {
      Array.from(form.elements).forEach(function (field) {
        if (field.type === "checkbox" || field.type === "radio") {
          field.defaultChecked = field.checked;
        } else if (field.options) {
          Array.from(field.options).forEach(function (option) {
            option.defaultSelected = option.selected;
          });
        } else if (field.type !== "file" && "defaultValue" in field) {
          field.defaultValue = field.value;
        }
      });
    },
  };
})();

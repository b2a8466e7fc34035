// The language switch takes along what was typed in a form; without this file it is a plain link.
(function () {
  "use strict";

  // What the reader can type in, other than passwords and files, which no page gives back.
  function isField(field) {
    return field.name && !/^(hidden|password|file|submit|button|reset|image)$/.test(field.type);
  }

  function pageForm() {
    return Array.from(document.querySelectorAll("main form")).find(function (form) {
      return form.method === "post" && Array.from(form.elements).some(isField);
    });
  }

  document.querySelectorAll("header a[hreflang]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      var form = pageForm();
      if (!form || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
      Array.from(form.elements).forEach(function (field) {
        if (/^(password|file)$/.test(field.type)) {
          field.disabled = true;
        }
      });
      var target = document.createElement("input");
      target.type = "hidden";
      target.name = "switch-language";
      target.value = new URL(form.getAttribute("action") || "", document.baseURI).pathname;
      form.append(target);
      form.action = link.href;
      form.submit();
    });
  });
})();

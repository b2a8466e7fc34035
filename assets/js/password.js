// A button beside each password field that shows what is typed; it is hidden again when sent.
(function () {
  "use strict";

  document.querySelectorAll("input[type=password][data-show]").forEach(function (field) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm show-password";
    button.setAttribute("aria-controls", field.id);

    function show(visible) {
      field.type = visible ? "text" : "password";
      button.textContent = visible ? field.dataset.hide : field.dataset.show;
    }

    button.addEventListener("click", function () {
      show(field.type === "password");
      field.focus();
    });
    if (field.form) {
      field.form.addEventListener("submit", function () {
        show(false);
      });
    }
    show(false);
    field.insertAdjacentElement("afterend", button);
  });
})();

// Questions that an answer opens show at once; without this file the server shows them next time.
(function () {
  "use strict";

  function answer(form, name) {
    var fields = form.elements[name];
    return fields ? fields.value : "";
  }

  document.querySelectorAll("form").forEach(function (form) {
    var groups = Array.from(form.querySelectorAll(".conditional"));
    var shown = form.elements.shown;
    if (!groups.length) {
      return;
    }
    function show() {
      groups.forEach(function (group) {
        var values = group.dataset.values.split(" ");
        group.hidden = values.indexOf(answer(form, group.dataset.on)) < 0;
      });
      if (shown) {
        shown.value = groups
          .filter(function (group) { return !group.hidden; })
          .map(function (group) { return group.dataset.group; })
          .join(" ");
      }
    }
    form.addEventListener("change", show);
    show();
  });
})();

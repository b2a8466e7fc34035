// Suggestions while one types in the directory's search field (ARIA 1.2, combobox with a listbox).
// Without this file the field and its filters work as they stand.
(function () {
  "use strict";

  var form = document.querySelector("form[data-suggest]");
  var input = form && form.elements.q;
  if (!input || !window.fetch) {
    return;
  }
  var PAUSE = 150; // milliseconds without a key before the server is asked
  var LEAST = 2;
  var list = document.createElement("ul");
  var status = document.createElement("p");
  var asked = null;
  var timer = 0;
  var options = [];
  var active = -1;

  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestLabel);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.insertAdjacentElement("afterend", list);
  list.insertAdjacentElement("afterend", status);

  function mark(number) {
    active = number;
    options.forEach(function (option, place) {
      option.element.setAttribute("aria-selected", place === number ? "true" : "false");
    });
    if (number < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", options[number].element.id);
      options[number].element.scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    window.clearTimeout(timer);
    if (asked) {
      asked.abort();
      asked = null;
    }
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  // A page opens; a filter is chosen in the form, which is then sent without the typed words.
  function choose(option) {
    close();
    if (option.said.url) {
      window.location.assign(option.said.url);
      return;
    }
    input.value = "";
    form.elements[option.said.field].value = option.said.value;
    form.submit();
  }

  function draw(suggestions) {
    list.replaceChildren();
    options = suggestions.map(function (said, place) {
      var element = document.createElement("li");
      var hint = document.createElement("span");
      element.id = "suggestion-" + place;
      element.setAttribute("role", "option");
      element.textContent = said.label + " ";
      hint.textContent = said.hint;
      element.append(hint);
      list.append(element);
      var option = { element: element, said: said };
      // Before the field loses the focus.
      element.addEventListener("mousedown", function (event) {
        event.preventDefault();
      });
      element.addEventListener("click", function () {
        choose(option);
      });
      return option;
    });
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", options.length ? "true" : "false");
    status.textContent = options.length ? form.dataset.suggestLabel + ": " + options.length : "";
    mark(-1);
  }

  function ask() {
    var typed = input.value.trim();
    close();
    if (typed.length < LEAST) {
      status.textContent = "";
      return;
    }
    asked = new AbortController();
    fetch(form.dataset.suggest + "?" + new URLSearchParams({ q: typed }), {
      credentials: "same-origin",
      signal: asked.signal,
    })
      .then(function (response) {
        return response.ok ? response.json() : { suggestions: [] };
      })
      .then(function (answer) {
        draw(answer.suggestions);
      })
      .catch(function () {
        // Overtaken by the next key, or no connection: the field works without.
      });
  }

  input.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (event) {
    if (list.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        ask();
      }
      return;
    }
    if (event.key === "ArrowDown") {
      mark(active + 1 < options.length ? active + 1 : 0);
    } else if (event.key === "ArrowUp") {
      mark(active > 0 ? active - 1 : options.length - 1);
    } else if (event.key === "Escape") {
      close();
    } else if (event.key === "Enter" && active >= 0) {
      choose(options[active]);
    } else {
      return;
    }
    event.preventDefault();
  });
})();

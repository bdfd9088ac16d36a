// Looking something up by typing: a combobox in front of a <select>.
import { button, element } from "./editor/dialog.js";
import { whenStill } from "./editor/still.js";

for (const select of document.querySelectorAll("select[data-choose]")) {
  if (!select.id.includes("__prefix__")) enhance(select);
}

export function enhance(select) {
  const input = combobox(select);
  const list = element("ul", { role: "listbox", className: "options", hidden: true });
  list.id = `${input.id}-options`;
  list.setAttribute("aria-label", "Found");
  input.setAttribute("aria-controls", list.id);
  const status = element("span", { role: "status", className: "visually-hidden" });
  const frame = element("span", { className: "lookup" }, [input, list, status]);
  select.before(frame);
  select.hidden = true;
  const state = { select, input, list, status, active: -1 };
  const offer = () => search(state);
  whenStill(input, offer);
  input.addEventListener("keydown", (event) => steer(state, event, offer));
  input.addEventListener("blur", () => setTimeout(() => leave(state), 150));
  if (select.multiple) {
    state.chips = element("ul", { className: "chips" });
    frame.prepend(state.chips);
  }
  show(state);
}

function combobox(select) {
  const input = element("input", {
    type: "text",
    id: select.id,
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    placeholder: select.multiple ? "Add…" : "Type to find…",
  });
  for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.id += "-chosen";
  return input;
}

// What is chosen, as chips or as the words in the field.
function show({ select, input, chips }) {
  if (!chips) {
    input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].text : "";
    return;
  }
  chips.replaceChildren(
    ...[...select.options].map((option) => {
      const name = `Take out ${option.text}`;
      const out = button("", { "aria-label": name, "data-sign": "×" });
      out.addEventListener("click", () => {
        option.remove();
        changed(select);
        show({ select, input, chips });
        input.focus();
      });
      return element("li", {}, [element("span", { textContent: option.text }), out]);
    }),
  );
}

function changed(select) {
  select.dispatchEvent(new Event("input", { bubbles: true }));
}

async function search(state) {
  const { select, input } = state;
  const term = input.value.trim();
  if (!term) {
    if (!select.multiple) take(state, "", "");
    close(state);
    return;
  }
  const url = select.getAttribute("data-ajax--url");
  const { appLabel, modelName, fieldName } = select.dataset;
  const query = new URLSearchParams({
    term,
    app_label: appLabel,
    model_name: modelName,
    field_name: fieldName,
  });
  const response = await fetch(`${url}?${query}`);
  if (!response.ok || input.value.trim() !== term) return;
  const { results } = await response.json();
  list(state, results);
}

function list(state, results) {
  const { input, list: options, status } = state;
  const taken = new Set([...state.select.options].map((option) => option.value));
  const free = state.select.multiple ? results.filter(({ id }) => !taken.has(id)) : results;
  options.replaceChildren(
    ...free.map(({ id, text }, index) => {
      const option = element("li", { role: "option", textContent: text });
      option.id = `${options.id}-${index}`;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(state, id, text);
        close(state);
      });
      return option;
    }),
  );
  state.found = free;
  state.active = -1;
  options.hidden = !free.length;
  input.setAttribute("aria-expanded", String(Boolean(free.length)));
  input.removeAttribute("aria-activedescendant");
  status.textContent = free.length ? `${free.length} found` : "Nothing found";
}

function steer(state, event, offer) {
  const { list: options, input } = state;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    if (options.hidden) offer();
    else highlight(state, step);
  } else if (event.key === "Enter") {
    event.preventDefault(); // never sends the form half-chosen
    const chosen = state.found?.[Math.max(state.active, 0)];
    if (!options.hidden && chosen) take(state, chosen.id, chosen.text);
    close(state);
  } else if (event.key === "Escape" && !options.hidden) {
    event.preventDefault();
    close(state);
    input.focus();
  } else if (event.key === "Backspace" && !input.value && state.chips?.lastChild) {
    state.chips.lastChild.querySelector("button").click();
  }
}

function highlight(state, step) {
  const options = [...state.list.children];
  state.active = (state.active + step + options.length) % options.length;
  for (const [index, option] of options.entries()) {
    option.setAttribute("aria-selected", String(index === state.active));
  }
  const now = options[state.active];
  state.input.setAttribute("aria-activedescendant", now.id);
  now.scrollIntoView({ block: "nearest" });
}

function take(state, id, text) {
  const { select, input } = state;
  if (select.multiple) {
    select.append(new Option(text, id, true, true));
    input.value = "";
  } else {
    select.replaceChildren(new Option(text, id, true, true));
  }
  show(state);
  changed(select);
}

function close({ list: options, input }) {
  options.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

// Words that were typed and not chosen name nothing.
function leave(state) {
  close(state);
  if (state.select.multiple) state.input.value = "";
  else show(state);
}

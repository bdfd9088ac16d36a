// Looking something up by typing: a combobox in front of a <select>.
import { button, complain, element } from "./editor/dialog.js";
import { hits } from "./editor/hits.js";
import { whenStill } from "./editor/still.js";

for (const select of document.querySelectorAll("select[data-choose]")) {
  if (!select.id.includes("__prefix__")) enhance(select);
}

export function enhance(select) {
  const frame = select.closest(".lookup");
  const input = combobox(select, frame.querySelector("input"));
  const status = element("span", { role: "status", className: "visually-hidden" });
  const adding = frame.querySelector(".lookup-add");
  const state = { select, input, status, adding, typedName: input.name };
  state.found = hits(input, (hit) => take(state, hit.id, hit.text));
  input.after(state.found.list, status);
  select.hidden = true;
  const offer = () => search(state);
  input.addEventListener("input", () => typed(state));
  whenStill(input, offer);
  input.addEventListener("keydown", (event) => steer(state, event, offer));
  input.addEventListener("blur", () => setTimeout(() => leave(state), 150));
  if (select.multiple) {
    state.chips = element("ul", { className: "chips" });
    frame.prepend(state.chips);
  }
  // What could not be found when it was posted still stands there to be mended.
  const refused = input.value && document.getElementById(`${input.id}_error`);
  if (refused) {
    complain(input, refused.textContent.trim());
    refused.remove();
  }
  if (!input.value) input.removeAttribute("name");
  show(state);
}

// The field for typing a whole name, which is what there is without this script.
function combobox(select, input) {
  input.id = select.id;
  input.removeAttribute("aria-label");
  input.placeholder = select.multiple ? "Add…" : "Type to find…";
  for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.id += "-chosen";
  return input;
}

// What is chosen, as chips or as the words in the field.
function show(state) {
  const { select, input, chips } = state;
  if (!chips) {
    input.value = chosenWords(select) || input.value;
    return;
  }
  chips.replaceChildren(
    ...[...select.options].map((option) => {
      const name = `Take out ${option.text}`;
      const out = button("", { "aria-label": name, "data-sign": "×" });
      out.addEventListener("click", () => {
        option.remove();
        changed(select);
        show(state);
        input.focus();
      });
      return element("li", {}, [element("span", { textContent: option.text }), out]);
    }),
  );
}

function chosenWords(select) {
  const [option] = select.selectedOptions;
  return option?.value ? option.text : "";
}

function changed(select) {
  select.dispatchEvent(new Event("input", { bubbles: true }));
}

// Words that nothing is chosen for yet are posted as they are: none get lost.
function typed({ select, input, typedName, adding }) {
  input.name = typedName;
  complain(input);
  if (adding) adding.hidden = true;
  if (!select.multiple && input.value !== chosenWords(select)) {
    select.replaceChildren();
    changed(select);
  }
}

// Nothing is left that was typed and not chosen.
function settle({ select, input, adding }) {
  input.removeAttribute("name");
  complain(input);
  if (adding) adding.hidden = true;
  select.dispatchEvent(new Event("settled", { bubbles: true }));
}

function unchosen({ select, input }) {
  const words = input.value.trim();
  return words && (select.multiple || words !== chosenWords(select)) ? words : "";
}

async function lookedUp({ select }, term) {
  const url = select.getAttribute("data-ajax--url");
  const { appLabel, modelName, fieldName } = select.dataset;
  const query = new URLSearchParams({
    term,
    app_label: appLabel,
    model_name: modelName,
    field_name: fieldName,
  });
  const response = await fetch(`${url}?${query}`);
  return response.ok ? (await response.json()).results : null;
}

async function search(state) {
  const { select, input, status, found } = state;
  const term = input.value.trim();
  if (!term) {
    found.close();
    settle(state);
    return;
  }
  const results = await lookedUp(state, term);
  if (!results || unchosen(state) !== term || input !== document.activeElement) return;
  const taken = new Set([...select.options].map((option) => option.value));
  const free = select.multiple ? results.filter(({ id }) => !taken.has(id)) : results;
  found.show(free, ({ text }) => [text]);
  status.textContent = free.length ? `${free.length} found` : "Nothing found";
}

function steer(state, event, offer) {
  const { input, found } = state;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    if (found.isOpen()) found.walk(step);
    else offer();
  } else if (event.key === "Enter") {
    event.preventDefault(); // never sends the form half-chosen
    const chosen = found.isOpen() && (found.active() ?? found.first());
    if (chosen) take(state, chosen.id, chosen.text);
    found.close();
  } else if (event.key === "Escape" && found.isOpen()) {
    event.preventDefault();
    found.close();
  } else if (event.key === "Backspace" && !input.value && state.chips?.lastChild) {
    state.chips.lastChild.querySelector("button").click();
  }
}

function take(state, id, text) {
  const { select, input, found } = state;
  if (select.multiple) {
    const isThere = [...select.options].some(({ value }) => value === id);
    if (!isThere) select.append(new Option(text, id, true, true));
    input.value = "";
  } else {
    select.replaceChildren(new Option(text, id, true, true));
  }
  found.close();
  settle(state);
  show(state);
  changed(select);
}

// Words that were typed and not chosen stay, with what to do about them.
async function leave(state) {
  const { select, input, found, adding } = state;
  found.close();
  const words = unchosen(state);
  if (!words) {
    settle(state);
    return;
  }
  const results = await lookedUp(state, words);
  if (!results || unchosen(state) !== words || input === document.activeElement) return;
  const same = ({ text }) => text.toLowerCase() === words.toLowerCase();
  const [hit, another] = results.filter(same);
  if (hit && !another) {
    take(state, hit.id, hit.text);
    return;
  }
  complain(input, select.dataset.unknown);
  if (adding) adding.hidden = false;
  select.dispatchEvent(new CustomEvent("unknown", { bubbles: true, detail: words }));
}

// What was found, under the field that is typed in: arrow keys walk it.
import { element } from "./dialog.js";

// `take` is given the hit that was clicked.
export function hits(input, take) {
  const list = element("ul", { role: "listbox", className: "options", hidden: true });
  list.id = `${input.id}-options`;
  list.setAttribute("aria-label", "Found");
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }
  let found = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  // Shows the hits; `drawn` makes what stands in the line of one.
  const show = (next, drawn) => {
    close();
    found = next;
    list.replaceChildren(
      ...found.map((hit, index) => {
        const option = element("li", { role: "option" }, drawn(hit));
        option.id = `${list.id}-${index}`;
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => take(hit));
        return option;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
  };

  const walk = (step) => {
    const from = active < 0 && step < 0 ? 0 : active;
    active = (from + step + found.length) % found.length;
    for (const [index, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(index === active));
    }
    const now = list.children[active];
    input.setAttribute("aria-activedescendant", now.id);
    now.scrollIntoView({ block: "nearest" });
  };

  return {
    list,
    close,
    show,
    walk,
    isOpen: () => !list.hidden,
    first: () => found[0],
    active: () => (list.hidden ? undefined : found[active]),
  };
}

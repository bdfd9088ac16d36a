// Where a report starts: drag an article or move it by a button, add one, take one out.
import { enhance } from "./choose.js";
import { markEnds, movable, sortable } from "./sorting.js";

for (const starting of document.querySelectorAll("[data-starting]")) {
  const list = starting.querySelector("ol");
  const total = starting.querySelector("[name$=-TOTAL_FORMS]");
  const template = starting.querySelector("template");
  const part = (row, name) => row.querySelector(`[name$=-${name}]`);
  const shown = () => [...list.children].filter((row) => !row.hidden);

  const number = () => {
    const rows = shown();
    for (const [index, row] of rows.entries()) {
      part(row, "position").value = part(row, "article").value ? index + 1 : "";
    }
    markEnds(rows);
  };

  const furnish = (row) => {
    row.querySelector(".starting-place").hidden = true;
    row.querySelector(".starting-remove").hidden = true;
    row.querySelector(".starting-buttons").hidden = false;
    row.querySelector(".starting-grip").hidden = false;
    row.hidden = part(row, "DELETE").checked; // taken out, and not saved yet
  };

  const add = starting.querySelector("[data-add]");
  add.hidden = false;
  add.addEventListener("click", () => {
    const made = document.createElement("ol");
    made.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const [row] = made.children;
    list.append(row);
    furnish(row);
    enhance(row.querySelector("select[data-choose]"));
    number();
    row.querySelector("[role=combobox]").focus();
  });

  const out = (row) => {
    part(row, "DELETE").checked = true;
    row.hidden = true;
  };
  movable(list, { rows: shown, number, out, add });

  sortable(list, ".starting-grip", (row) => {
    number();
    row.dispatchEvent(new Event("input", { bubbles: true }));
  });

  list.addEventListener("input", number);
  [...list.children].forEach(furnish);
  number();
}

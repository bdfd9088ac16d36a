// The rows of what an author was: add one, move one, take one out.
import { markEnds, movable } from "./sorting.js";

for (const place of document.querySelectorAll("[data-positions]")) {
  const list = place.querySelector("ol");
  const add = place.querySelector("[data-add]");
  const template = place.querySelector("template");
  const words = (row) => [...row.querySelectorAll("input:not([type=number])")];
  let made = list.children.length;

  const rows = () => [...list.children];
  const number = () => {
    for (const [index, row] of rows().entries()) {
      const isFilled = words(row).some(({ value }) => value);
      row.querySelector("[data-place] input").value = isFilled ? index + 1 : "";
    }
    markEnds(rows());
  };
  const furnish = (row) => {
    row.querySelector("[data-place]").hidden = true;
    row.querySelector(".position-buttons").hidden = false;
  };
  const append = () => {
    const holder = document.createElement("ol");
    holder.innerHTML = template.innerHTML.replaceAll("__number__", made);
    made += 1;
    const [row] = holder.children;
    list.append(row);
    furnish(row);
    number();
    return row;
  };

  // The empty rows are for who has no scripts; here a button adds them.
  for (const row of rows().slice(1)) {
    if (words(row).every(({ value }) => !value)) row.remove();
  }
  rows().forEach(furnish);
  number();
  add.hidden = false;
  add.addEventListener("click", () => append().querySelector("input").focus());

  movable(list, { rows, number, out: (row) => row.remove(), add });
  list.addEventListener("input", number);
}

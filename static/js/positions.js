// The rows of what an author was: add one, move one, take one out.

for (const place of document.querySelectorAll("[data-positions]")) {
  const list = place.querySelector("ol");
  const add = place.querySelector("[data-add]");
  const template = place.querySelector("template");
  const words = (row) => [...row.querySelectorAll("input:not([type=number])")];
  let made = list.children.length;

  const number = () => {
    const rows = [...list.children];
    for (const [index, row] of rows.entries()) {
      const isFilled = words(row).some(({ value }) => value);
      row.querySelector("[data-place] input").value = isFilled ? index + 1 : "";
      row.querySelector("[data-move=up]").disabled = index === 0;
      row.querySelector("[data-move=down]").disabled = index === rows.length - 1;
    }
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
  for (const row of [...list.children].slice(1)) {
    if (words(row).every(({ value }) => !value)) row.remove();
  }
  [...list.children].forEach(furnish);
  number();
  add.hidden = false;
  add.addEventListener("click", () => append().querySelector("input").focus());

  list.addEventListener("click", ({ target }) => {
    const { move } = target.dataset;
    if (!move) return;
    const row = target.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (move === "up") row.previousElementSibling.before(row);
    if (move === "down") row.nextElementSibling.after(row);
    if (move === "out") row.remove();
    number();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    if (move === "out") (next?.querySelector("[data-move=out]") ?? add).focus();
    else if (!target.disabled) target.focus();
    else row.querySelector("[data-move]:not([disabled])").focus();
  });
  list.addEventListener("input", number);
}

// The byline's rows: add one, move one, take one out.
import { enhance } from "./choose.js";
import { askWho } from "./newcomers.js";

for (const byline of document.querySelectorAll("[data-credits]")) {
  const list = byline.querySelector(".credits");
  const total = byline.querySelector("[name=credits-TOTAL_FORMS]");
  const template = byline.querySelector("template");

  askWho(byline);
  const place = (row) => row.querySelector("[name$=-position]");
  const number = () => {
    for (const [index, row] of [...list.children].entries()) {
      const who = [...row.querySelectorAll("[name$=-author], [role=combobox]")];
      place(row).value = who.some(({ value }) => value) ? index + 1 : "";
    }
  };

  // The arrows say the order. What was posted and refused comes back in it.
  byline.dataset.moves = "";
  const order = (row) => Number(place(row).value) || Infinity;
  list.append(...[...list.children].sort((one, other) => order(one) - order(other) || 0));

  byline.querySelector("[data-add-credit]").addEventListener("click", () => {
    const made = document.createElement("ol");
    made.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    const [row] = made.children;
    list.append(row);
    enhance(row.querySelector("select[data-choose]"));
    row.querySelector("[role=combobox]").focus();
  });

  list.addEventListener("click", ({ target }) => {
    const { move } = target.dataset;
    const row = target.closest(".credit");
    if (!move) return;
    if (move === "up") row.previousElementSibling?.before(row);
    if (move === "down") row.nextElementSibling?.after(row);
    if (move === "out") empty(row);
    number();
    target.focus();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });

  list.addEventListener("input", ({ target }) => {
    if (!target.matches("[name$=-author], [role=combobox]")) return;
    number();
    keepToAuthor(target.closest(".credit"));
  });
  [...list.children].forEach(keepToAuthor);
}

// Positions are one author's: of another, the page knows them when it is loaded again.
function keepToAuthor(row) {
  const { value } = row.querySelector("[name$=-author]");
  const held = row.querySelector(".credit-held");
  row.dataset.author ??= value;
  if (held && value !== row.dataset.author) held.remove();
}

// The row stays, for the form counts its rows; an empty one is nobody's credit.
function empty(row) {
  row.querySelector("[name$=-author]").replaceChildren();
  row.querySelector("[role=combobox]").value = "";
  row.querySelector("[name$=-wording]").value = "";
  row.querySelector("[data-credit-asks]").replaceChildren();
  row.hidden = true;
}

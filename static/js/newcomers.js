// A name in a byline that is nobody's: who of ours is meant, or somebody new.
import { complain } from "./editor/dialog.js";

export function askWho(byline) {
  const place = (row) => row.querySelector("[data-credit-asks]");
  const asked = (row) => place(row).querySelector("[data-typed]");

  const isAnswered = (row) => asked(row)?.querySelector("[type=radio]:checked");
  const quiet = (row) => complain(row.querySelector("[role=combobox]"));

  byline.addEventListener("unknown", async ({ target, detail: name }) => {
    const row = target.closest(".credit");
    if (asked(row)?.dataset.typed !== name) await ask(target, row, name);
    if (isAnswered(row)) quiet(row);
  });
  byline.addEventListener("settled", ({ target }) => {
    asked(target.closest(".credit"))?.remove();
  });
  byline.addEventListener("change", ({ target }) => {
    if (target.matches("[data-typed] [type=radio]")) quiet(target.closest(".credit"));
  });
  // Who describes somebody new has answered.
  byline.addEventListener("input", ({ target }) => {
    const question = target.closest("[data-typed]");
    if (!question || !target.matches(".asks-said input")) return;
    question.querySelector("[value=new]").checked = true;
    quiet(target.closest(".credit"));
  });

  async function ask(select, row, name) {
    const query = new URLSearchParams({ name, row: select.name.replace(/-author$/, "") });
    const response = await fetch(`${byline.dataset.credits}?${query}`);
    if (!response.ok || row.querySelector("[role=combobox]").value.trim() !== name) return;
    const words = [...place(row).querySelectorAll(".asks-said input")];
    const said = words.map(({ value }) => value);
    place(row).innerHTML = await response.text();
    for (const [index, field] of place(row)
      .querySelectorAll(".asks-said input")
      .entries()) {
      field.value = said[index] ?? "";
    }
  }
}

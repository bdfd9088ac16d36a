// A notice as it is written: how it stands for readers, and how such ones begin.

const text = document.querySelector("[data-told]");
const look = (name) => document.querySelector(`[data-look="${name}"]`);
const kinds = [...document.querySelectorAll("input[name=kind]")];
const suggested = document.querySelector(".suggested");
const again = document.querySelector("[data-look-again]");

function show() {
  const words = text.value.split(/\s+/).join(" ").trim();
  look("text").textContent = words || look("text").dataset.empty;
  const said = look("said");
  if (said) said.hidden = said.querySelector("q").textContent === words;
  if (!suggested) return;
  const kind = kinds.find((radio) => radio.checked)?.value;
  for (const line of suggested.children) {
    line.hidden = line.dataset.kind !== kind || Boolean(words);
    if (line.dataset.kind === kind) look("kind").textContent = line.dataset.label;
  }
  suggested.hidden = Boolean(words);
}

if (text) {
  again.hidden = true; // it shows while one writes
  text.addEventListener("input", show);
  for (const radio of kinds) radio.addEventListener("change", show);
  suggested?.addEventListener("click", ({ target }) => {
    if (!target.matches("button")) return;
    text.value = target.closest("li").querySelector("span").textContent;
    text.focus();
    const from = text.value.indexOf("[…]");
    text.setSelectionRange(from, from + "[…]".length);
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  show();
}

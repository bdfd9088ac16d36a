// Choosing several articles: a count, a range with Shift, and the bar only when it is of use.

const form = document.querySelector("[data-several]");
const boxes = [...document.querySelectorAll("input[name=chosen]")];
const label = form.querySelector("[data-several-count]");
let last = null;

function tell() {
  const count = boxes.filter((box) => box.checked).length;
  form.hidden = count === 0;
  label.textContent = count === 1 ? "With the one chosen" : `With the ${count} chosen`;
  for (const box of boxes) {
    box.closest("tr").toggleAttribute("data-chosen", box.checked);
  }
}

function chooseUpTo(box) {
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
  for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
}

for (const box of boxes) {
  box.addEventListener("click", (event) => {
    if (event.shiftKey && last && last !== box) chooseUpTo(box);
    last = box;
    tell();
  });
}
addEventListener("pageshow", tell);
tell();

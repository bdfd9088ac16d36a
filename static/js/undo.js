// Says how much of the minute is left in which a publication can be undone.

const SECOND_MS = 1000;
const OVER = "The minute is over.";

const buttons = document.querySelectorAll("button[data-undo]");
for (const [place, button] of buttons.entries()) {
  const ends = performance.now() + Number(button.dataset.undo) * SECOND_MS;
  const left = span("undo-left", { "aria-hidden": "true" }); // not read out every second
  const said = span("undo-over", { id: `undo-over-${place}` });
  if (place === 0) said.setAttribute("role", "status"); // two buttons: one is read out
  button.after(left, said);
  const tick = () => {
    const seconds = Math.ceil((ends - performance.now()) / SECOND_MS);
    left.textContent = `${Math.max(seconds, 0)} s`;
    if (seconds > 0) return;
    clearInterval(clock);
    left.remove();
    said.textContent = OVER;
    refuse(button, said);
  };
  const clock = setInterval(tick, SECOND_MS);
  tick();
}

// Not `disabled`: it keeps the focus, and says why.
function refuse(button, said) {
  button.setAttribute("aria-disabled", "true");
  button.setAttribute("aria-describedby", said.id);
  button.addEventListener("click", (event) => event.preventDefault());
}

function span(name, attributes) {
  const made = document.createElement("span");
  made.className = name;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

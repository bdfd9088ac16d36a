// Says how much of the minute is left in which a publication can be undone.

const SECOND_MS = 1000;

for (const button of document.querySelectorAll("button[data-undo]")) {
  const ends = performance.now() + Number(button.dataset.undo) * SECOND_MS;
  const left = document.createElement("span");
  left.className = "undo-left";
  left.setAttribute("aria-hidden", "true"); // not read out every second
  button.after(left);
  const tick = () => {
    const seconds = Math.ceil((ends - performance.now()) / SECOND_MS);
    left.textContent = `${Math.max(seconds, 0)} s`;
    if (seconds > 0) return;
    clearInterval(clock);
    button.disabled = true;
    left.textContent = "The minute is over.";
  };
  const clock = setInterval(tick, SECOND_MS);
  tick();
}

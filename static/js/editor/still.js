// Do something once the typing pauses.
const PAUSE_MS = 250;

export function whenStill(input, act) {
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE_MS);
  });
}

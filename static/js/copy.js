// A field that is there to be copied gets a button that does it.

const SECONDS_SAID = 2;

for (const place of document.querySelectorAll("[data-copy]")) {
  const field = place.querySelector("input, textarea");
  const button = place.querySelector("button");
  const words = button.textContent;
  button.hidden = !navigator.clipboard;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = words;
    }, SECONDS_SAID * 1000);
  });
}

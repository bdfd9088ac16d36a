// Pass an article on: by the system's own sheet where there is one, else by its address.

const SHOWN_MS = 4000;

function offerSharing(button, article) {
  if (!navigator.canShare?.(article)) return;
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    navigator.share(article).catch(() => {}); // who changes their mind is no error
  });
}

function offerCopying(button, address) {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.parentElement.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = words), SHOWN_MS);
  });
}

for (const ways of document.querySelectorAll("[data-share]")) {
  const { address, headline } = ways.dataset;
  offerSharing(ways.querySelector("[data-share-with]"), { title: headline, url: address });
  offerCopying(ways.querySelector("[data-share-copy]"), address);
}

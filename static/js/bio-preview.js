// The short bio as readers see it, a moment after each word that is typed.

const PAUSE_MS = 400;

for (const place of document.querySelectorAll("[data-bio-preview]")) watch(place);

function watch(place) {
  const form = place.closest("form");
  const frame = place.querySelector("iframe");
  const language = place.querySelector("select");
  let timer;
  let asked = 0;

  const fit = () => {
    const text = frame.contentDocument?.querySelector("main"); // as high as its words alone
    if (text) frame.style.blockSize = `${Math.ceil(text.getBoundingClientRect().height) + 2}px`;
  };
  const show = async () => {
    const turn = (asked += 1);
    const body = new FormData(form);
    const answer = await fetch(place.dataset.bioPreview, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || answer.redirected) return; // what was shown last stays
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked || !frame.contentDocument) return;
    const { documentElement } = frame.contentDocument;
    documentElement.dir = page.documentElement.dir;
    frame.contentDocument.body.replaceChildren(...page.body.childNodes);
    fit();
  };

  place.querySelector("[data-preview]").hidden = true;
  frame.addEventListener("load", fit);
  if (frame.contentDocument?.readyState === "complete") fit();
  new ResizeObserver(fit).observe(frame);
  language.addEventListener("input", (event) => event.stopPropagation()); // it is no word
  language.addEventListener("change", show);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MS);
  });
}

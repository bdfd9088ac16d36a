// What the checks say of the text as it is being written, a moment after it is kept.

const PAUSE_MS = 1000;

for (const place of document.querySelectorAll("[data-verdict]")) watch(place);

function watch(place) {
  const form = place.closest("form");
  let timer;
  form?.addEventListener("kept", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(place, form), PAUSE_MS);
  });
}

async function ask(place, form) {
  const answer = await fetch(place.dataset.verdict).catch(() => null);
  if (!answer?.ok || answer.redirected) return; // what was said last still stands
  const { panel, fields } = await answer.json();
  const said = new DOMParser().parseFromString(panel, "text/html");
  place.replaceChildren(...said.body.childNodes);
  for (const field of form.querySelectorAll("[data-field]")) {
    show(field, fields[field.dataset.field] ?? []);
  }
}

function show(field, problems) {
  const end = field.querySelector(".help");
  for (const old of field.querySelectorAll(":scope > .problem")) old.remove();
  for (const [words, isRequired] of problems) {
    const line = document.createElement("p");
    line.className = "problem";
    line.dataset.required = isRequired ? "yes" : "no";
    line.textContent = words;
    field.insertBefore(line, end);
  }
}

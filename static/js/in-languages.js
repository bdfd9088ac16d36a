// Words in other languages: add one, take one out, and say what its readers get.

for (const place of document.querySelectorAll("[data-in-languages]")) furnish(place);

function furnish(place) {
  const list = place.querySelector(".in-languages-sections");
  const adding = place.querySelector("[data-add-language]");
  const choice = adding.querySelector("select");
  const template = place.querySelector("template");

  const offer = () => {
    const there = new Set([...list.children].map(({ dataset }) => dataset.language));
    for (const option of choice.options) option.hidden = option.disabled = there.has(option.value);
    choice.value = "";
  };
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));

  const take = (section) => {
    const out = section.querySelector("[data-take-out]");
    out.hidden = false;
    out.querySelector("button").addEventListener("click", () => {
      section.remove();
      offer();
      changed();
      choice.focus();
    });
    section.addEventListener("input", () => tell(section));
  };

  const add = ({ value, text, dataset }) => {
    const made = document.createElement("div");
    made.innerHTML = template.innerHTML
      .replaceAll("__language__", value)
      .replaceAll("__called__", text);
    const [section] = made.children;
    for (const field of section.querySelectorAll("input, textarea")) {
      field.lang = value;
      field.dir = dataset.dir;
    }
    list.append(section);
    section.dispatchEvent(new Event("drawn", { bubbles: true })); // editor/start.js hears it
    take(section);
    offer();
    changed();
    section.querySelector("input").focus();
  };

  adding.hidden = false;
  choice.addEventListener("input", (event) => event.stopPropagation()); // nothing is written yet
  choice.addEventListener("change", () => {
    if (choice.value) add(choice.selectedOptions[0]);
  });
  [...list.children].forEach(take);
  offer();
}

function tell(section) {
  const empty = [...section.querySelectorAll("[data-part]")]
    .filter((part) => !part.querySelector("input, textarea").value.trim())
    .map((part) => part.dataset.part);
  const words = `Shown in ${section.dataset.ours}, for nothing is written: ${empty.join(", ")}.`;
  section.querySelector("[data-fallback]").textContent = empty.length ? words : "";
}

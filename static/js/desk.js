// Small comforts of every staff page.

// Unsaved words are not lost by a slip of the hand (where autosave.js does not keep them).
for (const form of document.querySelectorAll("form[data-guard]")) {
  let isChanged = Boolean(form.querySelector(".error-summary, .fix-correction"));
  form.addEventListener("input", () => {
    isChanged = true;
  });
  form.addEventListener("submit", ({ submitter }) => {
    if (submitter?.formTarget !== "_blank") isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged && !("keeper" in form.dataset)) event.preventDefault();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // What goes out to readers is sent by its button alone.
      if (form.dataset.guard === "leave") return;
      form.requestSubmit(form.querySelector("[name=_save]"));
    }
  });
}

// What is folded stays folded.
for (const group of document.querySelectorAll("details[data-group]")) {
  const key = `folded:${group.dataset.group}`;
  const kept = localStorage.getItem(key);
  if (kept && !group.querySelector(".errorlist")) group.open = kept === "open";
  group.addEventListener("toggle", () => {
    localStorage.setItem(key, group.open ? "open" : "closed");
  });
}

// A headline is one line, however long.
for (const field of document.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

// How much of the room for a search result is used.
for (const field of document.querySelectorAll("[data-counts]")) {
  const line = document.createElement("p");
  line.className = "counter";
  const count = () => {
    const { length } = [...field.value];
    line.textContent = `${length} of about ${field.dataset.counts} characters shown`;
    line.dataset.over = length > Number(field.dataset.counts);
  };
  field.addEventListener("input", count);
  field.after(line);
  count();
}

// A menu closes when one goes elsewhere.
for (const menu of document.querySelectorAll(".desk-menu")) {
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// What sticks below the bar knows how high it is.
const bar = document.querySelector(".desk-bar");
if (bar) {
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
  }).observe(bar);
}

// On a phone the list comes first.
const narrowing = document.querySelector(".narrowing:not([data-on])");
if (narrowing && matchMedia("(max-width: 48rem)").matches) narrowing.open = false;

// A new article begins with its headline; a refused one with what is to be mended.
const summary = document.querySelector(".error-summary");
const headline = document.querySelector("#article_form [name=headline]");
if (summary) summary.focus();
else if (headline?.value === "") headline.focus();

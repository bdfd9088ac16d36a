// Notes beside the text: written and answered without leaving the page or its words.
import { button, element } from "./editor/dialog.js";
import { besideSelection, mark, markWhileTyping, selected, show } from "./notes/marking.js";
import { get, post } from "./notes/server.js";

const ANSWERS = { Done: "done", "No, because": "declined", Reply: "said" };
const GONE = "These words are not on this page any more.";

const section = document.querySelector("[data-notes]");
// Never made anew: a screen reader often misses what a new one says.
const status = section?.querySelector("[data-note-status]");
if (section) {
  // What is typed here is no change of the article.
  section.addEventListener("input", (event) => event.stopPropagation());
  attach();
  markWhileTyping(() => section);
  offerBesideSelection();
  addEventListener("beforeunload", (event) => {
    if (drafts().some(isWritten)) event.preventDefault();
  });
}

function attach() {
  for (const hidden of section.querySelectorAll("button[hidden]")) hidden.hidden = false;
  on("[data-write-note]", (link) => write(link.parentElement));
  on("[data-answer-note]", (link) => answer(link.parentElement, link));
  on("[data-show-note]", (made) => {
    if (!show(made.closest("[data-note]"))) say(GONE);
  });
  on("[data-seen-notes]", (made) => send(made.dataset.seenNotes, {}, null));
  mark(section);
}

function offerBesideSelection() {
  if (!section.querySelector("[data-write-note]")) return;
  const offer = button("Note", { className: "note-here", tabIndex: -1 });
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", () => {
    offer.hidden = true;
    write(section.querySelector("[data-write-note]").parentElement);
  });
  besideSelection(offer);
}

function on(hook, act) {
  for (const found of section.querySelectorAll(hook)) {
    // The text keeps its selection.
    found.addEventListener("mousedown", (event) => event.preventDefault());
    found.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act(found);
    });
  }
}

async function write(place) {
  const passage = selected();
  let draft = place.querySelector(".note-draft");
  if (!draft) {
    try {
      const { fields } = await get(section.dataset.notes);
      draft = begin(place, fields, { "Add the note": null });
    } catch (error) {
      say(error.message);
      return;
    }
    const about = draft.querySelector("[name=quote]");
    // Typed by hand, it is looked for in the text.
    about.addEventListener("input", () => fill(draft, { field: "", before: "", after: "" }));
  }
  if (passage) fill(draft, passage);
  draft.querySelector("[name=text]").focus();
}

function answer(place, link) {
  const standing = place.querySelector(".note-draft");
  const names = "replyOnly" in link.dataset ? ["Reply"] : Object.keys(ANSWERS);
  const text = element("textarea", { name: "text", rows: 2, dir: "auto" });
  text.setAttribute("aria-label", "Your answer");
  text.setAttribute("form", "notes-form");
  const buttons = Object.fromEntries(names.map((name) => [name, ANSWERS[name]]));
  (standing ?? begin(place, [text], buttons)).querySelector("textarea").focus();
}

// `fields` are elements, or markup that our own server has made.
function begin(place, fields, buttons) {
  const draft = element("div", { className: "note-draft" });
  if (typeof fields === "string") draft.innerHTML = fields;
  else draft.append(...fields);
  const row = element("p", { className: "note-buttons" });
  for (const [words, value] of Object.entries(buttons)) {
    const made = button(words);
    made.addEventListener("click", () => {
      const more = value ? { answer: value } : {};
      send(place.dataset.postsTo, more, draft);
    });
    row.append(made);
  }
  const leave = button("Cancel", { className: "plain" });
  leave.addEventListener("click", () => {
    draft.remove();
    place.querySelector("a")?.focus();
  });
  row.append(leave);
  draft.append(element("p", { className: "note-complaint", role: "alert" }), row);
  draft.dataset.goesTo = place.dataset.postsTo;
  place.append(draft);
  return draft;
}

async function send(address, more, draft) {
  if (section.ariaBusy === "true") return;
  section.ariaBusy = "true";
  say("", draft);
  const fields = [...(draft ? entries(draft) : []), ...Object.entries(more)];
  try {
    renew(await post(address, fields, section.dataset.notes), draft);
  } catch (error) {
    say(error.message, draft);
  } finally {
    section.ariaBusy = "false";
  }
}

// Show the panel as it is now; what is being written elsewhere in it goes on.
function renew({ panel, said }, sent) {
  const others = drafts().filter((draft) => draft !== sent);
  const made = new DOMParser().parseFromString(panel, "text/html").body.firstElementChild;
  const parts = [...made.children];
  const place = parts.findIndex((part) => part.matches("[data-note-status]"));
  for (const part of [...section.children]) if (part !== status) part.remove();
  status.before(...parts.slice(0, place));
  status.after(...parts.slice(place + 1));
  for (const draft of others) {
    const place = section.querySelector(`[data-posts-to="${draft.dataset.goesTo}"]`);
    (place ?? section).append(draft);
  }
  attach();
  say(said);
  section.querySelector("[data-write-note]")?.focus();
}

function say(words, draft) {
  const region = draft?.querySelector(".note-complaint");
  (region ?? status).textContent = words;
}

function drafts() {
  return [...section.querySelectorAll(".note-draft")];
}

function isWritten(draft) {
  return Boolean(draft.querySelector("[name=text]").value.trim());
}

function entries(draft) {
  const fields = [...draft.querySelectorAll("[name]")];
  const isSent = (each) => each.type !== "checkbox" || each.checked;
  return fields.filter(isSent).map((each) => [each.name, each.value]);
}

function fill(draft, values) {
  for (const [name, value] of Object.entries(values)) {
    draft.querySelector(`[name=${name}]`).value = value;
  }
}

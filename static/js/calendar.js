// Carrying what is scheduled or due to another day. “Move” does the same by keyboard.
import { post } from "./notes/server.js";

const frame = document.querySelector("[data-calendar]");
const said = document.querySelector("[data-calendar-said]");
const { renewal } = frame.dataset;
let carried = null;

function furnish() {
  if (!matchMedia("(pointer: fine)").matches) return; // a thumb scrolls
  for (const entry of frame.querySelectorAll("[data-move]")) entry.draggable = true;
}

function under(day) {
  for (const each of frame.querySelectorAll(".is-under")) each.classList.remove("is-under");
  day?.classList.add("is-under");
}

frame.addEventListener("dragstart", (event) => {
  const entry = event.target.closest("[data-move]");
  if (!entry) return;
  carried = entry;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", entry.querySelector(".entry-name").textContent);
  entry.classList.add("is-carried");
});

frame.addEventListener("dragover", (event) => {
  const day = event.target.closest("[data-day]");
  if (!carried || !day) return;
  event.preventDefault();
  under(day);
});

frame.addEventListener("dragend", () => {
  carried?.classList.remove("is-carried");
  carried = null;
  under(null);
});

frame.addEventListener("drop", (event) => {
  const day = event.target.closest("[data-day]");
  if (!carried || !day) return;
  event.preventDefault();
  if (carried.closest("[data-day]") !== day) move(carried, day);
});

async function move(entry, day) {
  const { parentElement: list, nextElementSibling: next } = entry;
  place(entry, day);
  const fields = { seen: entry.dataset.seen, day: day.dataset.day, back: here() };
  try {
    const answer = await post(entry.dataset.move, fields, renewal);
    if (answer.ask) {
      location.assign(answer.ask);
      return;
    }
    await refresh();
    say(answer.said, undoing(entry.dataset.move, answer.undo));
  } catch (error) {
    list.insertBefore(entry, next);
    refuse(error.message);
  }
}

function place(entry, day) {
  const list = day.querySelector("ul") ?? document.createElement("ul");
  if (!list.parentElement) day.querySelector("h2").after(list);
  list.append(entry);
}

function undoing(address, fields) {
  const undo = document.createElement("button");
  undo.type = "button";
  undo.textContent = "Undo";
  undo.addEventListener("click", async () => {
    undo.disabled = true;
    try {
      const answer = await post(address, fields, renewal);
      await refresh();
      say(answer.said);
    } catch (error) {
      refuse(error.message);
    }
    said.focus();
  });
  return undo;
}

// What stands in each day, counts and all, is the newsroom's to say.
async function refresh() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector("[data-calendar]");
  if (!fresh) {
    location.reload();
    return;
  }
  frame.replaceChildren(...fresh.childNodes);
  furnish();
}

function say(words, ...beside) {
  said.toggleAttribute("data-refused", false);
  said.replaceChildren(words, ...beside);
}

function refuse(words) {
  said.toggleAttribute("data-refused", true);
  said.replaceChildren(`${words} It stays where it was.`);
}

function here() {
  return location.pathname + location.search;
}

furnish();

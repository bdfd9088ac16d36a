// The field in the head of every page: “/” leads there, arrows walk what is found.
import { element } from "./editor/dialog.js";
import { hits } from "./editor/hits.js";
import { whenStill } from "./editor/still.js";

const form = document.querySelector("[data-quick]");
const input = form.querySelector("input");
const status = element("span", { role: "status", className: "visually-hidden" });
const found = hits(input, (hit) => location.assign(hit.address));
input.after(found.list);
let asking = null;

async function search() {
  asking?.abort();
  const query = input.value.trim();
  if (!query) {
    found.close();
    return;
  }
  asking = new AbortController();
  const { signal } = asking;
  const address = `${form.action}?${new URLSearchParams({ q: query })}`;
  const headers = { Accept: "application/json" };
  const response = await fetch(address, { headers, signal }).catch(() => null);
  if (!response?.headers.get("Content-Type")?.startsWith("application/json")) return;
  const { groups } = await response.json();
  if (input.value.trim() !== query || input !== document.activeElement) return;
  const all = groups.flatMap(({ name, hits: of }) =>
    of.map((hit, index) => ({ ...hit, group: index ? "" : name })),
  );
  found.show(all, drawn);
  if (!status.parentElement) input.after(status);
  status.textContent = all.length ? `${all.length} found` : "Nothing found";
}

function drawn({ words, note, language, group }) {
  const name = element("span", { className: "quick-words", textContent: words, dir: "auto" });
  if (language) name.lang = language;
  const parts = [name];
  if (note) parts.push(" ", element("span", { className: "quick-note", textContent: note }));
  if (group) {
    parts.unshift(element("span", { className: "quick-group", textContent: group }), " ");
  }
  return parts;
}

whenStill(input, search);

input.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.isOpen()) {
    event.preventDefault();
    found.walk(step);
  } else if (event.key === "Enter" && found.active()) {
    event.preventDefault();
    location.assign(found.active().address);
  } else if (event.key === "Escape" && found.isOpen()) {
    event.preventDefault();
    found.close();
  }
});

input.addEventListener("focus", () => {
  if (input.value.trim() && !found.isOpen()) search();
});

input.addEventListener("blur", () => setTimeout(found.close, 150));

document.addEventListener("keydown", (event) => {
  const { key, target, altKey, ctrlKey, metaKey } = event;
  if (key !== "/" || altKey || ctrlKey || metaKey || event.defaultPrevented) return;
  const isTyping = target.isContentEditable || target.matches("input, textarea, select");
  if (isTyping || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  input.focus();
  input.select();
});

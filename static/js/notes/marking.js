// Marks in the text what notes are about, leads to it, and knows what is selected.
import { whenStill } from "../editor/still.js";
import { cut, find, lineOf, passageOf } from "./places.js";

const SURFACES = ".ProseMirror[role=textbox], .whole";
let chosen = null;

function surfaceOf(field) {
  return document.querySelector(`[data-field="${field}"] .ProseMirror`) ??
    document.querySelector(".whole");
}

function rangeOf(card) {
  const root = surfaceOf(card.dataset.field);
  return root && find(lineOf(root), card.dataset);
}

export function mark(section) {
  if (!("highlights" in CSS)) return;
  const cards = [...section.querySelectorAll("[data-words]")];
  const ranges = cards.map(rangeOf).filter(Boolean);
  CSS.highlights.set("noted", new Highlight(...ranges));
}

export function markWhileTyping(current) {
  whenStill(document, () => mark(current()));
  addEventListener("load", () => mark(current()));
}

// Say whether it could be shown.
export function show(card) {
  const headline = card.dataset.field === "headline" && document.getElementById("id_headline");
  if (headline) return showInField(headline, card.dataset.words);
  const range = rangeOf(card);
  if (!range) return false;
  const parent = range.startContainer.parentElement;
  parent.scrollIntoView({ block: "center" });
  parent.closest(".ProseMirror")?.focus({ preventScroll: true });
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return true;
}

function showInField(field, words) {
  const at = field.value.indexOf(words);
  field.focus();
  if (at !== -1) field.setSelectionRange(at, at + words.length);
  return at !== -1;
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const root = (around.closest ? around : around.parentElement)?.closest(SURFACES);
  if (!root) return;
  chosen = range.collapsed ? null : { range: range.cloneRange(), root };
  for (const tell of told) tell(chosen);
});

const told = [];
const GAP = 8;

// Offers something beside the words that are selected, below them where it is narrow.
export function besideSelection(offer) {
  offer.hidden = true;
  document.body.append(offer);
  told.push((now) => {
    offer.hidden = !now;
    if (!now) return;
    const words = now.range.getBoundingClientRect();
    const text = now.root.getBoundingClientRect();
    const isRoomy = text.right + GAP + offer.offsetWidth < innerWidth;
    const left = isRoomy ? text.right + GAP : text.right - offer.offsetWidth;
    const top = isRoomy ? words.top : words.bottom + GAP;
    offer.style.left = `${left + scrollX}px`;
    offer.style.top = `${top + scrollY}px`;
  });
}

// The words that were selected last, or null.
export function selected() {
  const headline = document.getElementById("id_headline");
  if (headline && headline === document.activeElement) return headlinePassage(headline);
  if (!chosen?.root.isConnected) return null;
  return passageOf(chosen.range, chosen.root);
}

function headlinePassage({ value, selectionStart, selectionEnd }) {
  if (selectionStart === selectionEnd) return null;
  return { field: "headline", ...cut(value, selectionStart, selectionEnd) };
}

// Text from word processors, with what it meant and nothing of how it looked.
import { Extension, Plugin } from "django-prose-editor/editor";

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addOptions: () => ({ footnotes: false }),
  addProseMirrorPlugins() {
    const transformPastedHTML = (html) => cleaned(html, this.options);
    return [new Plugin({ props: { transformPastedHTML } })];
  },
});

export function cleaned(html, { footnotes }) {
  if (html.includes("data-pm-slice")) return html; // copied from a surface of ours
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const part of body.querySelectorAll("*")) unmarked(part);
  for (const part of body.querySelectorAll("style, script, meta, link, title")) part.remove();
  if (footnotes) wordFootnotes(body);
  for (const link of body.querySelectorAll("a[href]")) redirected(link);
  wordLists(body);
  for (const part of [...body.querySelectorAll("[style]")].reverse()) meant(part);
  renamed(body);
  return body.innerHTML;
}

// Word says the language of every run of letters; nobody meant it.
function unmarked(part) {
  for (const { name } of [...part.attributes]) {
    if (/^(on.*|lang|dir|xml:lang)$/i.test(name)) part.removeAttribute(name);
  }
}

const STYLES = [
  ["strong", /font-weight:\s*(bold|[6-9]00)/i],
  ["em", /font-style:\s*italic/i],
  ["s", /text-decoration[^;]*line-through/i],
  ["sub", /vertical-align:\s*sub/i],
  ["sup", /vertical-align:\s*super/i],
];

// Google Docs wraps all it copies in a <b> that says it is not bold.
function meant(part) {
  const style = part.getAttribute("style");
  part.removeAttribute("style");
  const isBold = ["B", "STRONG"].includes(part.tagName);
  if (isBold && /font-weight:\s*(normal|[1-4]00)/i.test(style)) {
    part.replaceWith(...part.childNodes);
    return;
  }
  if (part.tagName !== "SPAN") return;
  for (const [tag, pattern] of STYLES) {
    if (!pattern.test(style)) continue;
    const mark = document.createElement(tag);
    mark.append(...part.childNodes);
    part.append(mark);
  }
}

function redirected(link) {
  const href = link.getAttribute("href");
  const found = /^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?(.*)$/i.exec(href);
  const target = found && new URLSearchParams(found[1]).get("q");
  if (target) link.setAttribute("href", target);
  if (/^(file:|about:)/i.test(href)) link.replaceWith(...link.childNodes);
}

const BULLET = /^[\s\u00a0]*[·•▪◦§o–-][\s\u00a0]+/u;
const NUMBER = /^[\s\u00a0]*(?:\d+|[a-z])[.)][\s\u00a0]+/iu;

// Word's items are paragraphs that begin with a drawn bullet or number.
function wordLists(body) {
  let list = null;
  for (const line of [...body.querySelectorAll("p")]) {
    const isItem = /MsoList/.test(line.className) || /mso-list/.test(line.getAttribute("style"));
    if (!isItem) {
      list = null;
      continue;
    }
    for (const drawn of line.querySelectorAll("[style*='mso-list']")) drawn.remove();
    const isNumbered = NUMBER.test(line.textContent);
    stripStart(line, isNumbered ? NUMBER : BULLET);
    const tag = isNumbered ? "OL" : "UL";
    if (list?.tagName !== tag || list !== line.previousElementSibling) {
      list = document.createElement(tag);
      line.before(list);
    }
    const item = document.createElement("li");
    item.append(...line.childNodes);
    list.append(item);
    line.remove();
  }
}

function stripStart(line, pattern) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const text = walker.nextNode();
  if (text) text.data = text.data.replace(pattern, "");
}

// Word's notes stand at the end, each with a link back to its mark.
function wordFootnotes(body) {
  for (const mark of [...body.querySelectorAll("a[href*='#_ftn']")]) {
    const name = mark.getAttribute("href").split("#")[1];
    if (name.startsWith("_ftnref")) continue;
    const back = body.querySelector(`a[href$='#${name.replace("_ftn", "_ftnref")}']`);
    const note = back?.closest("p");
    if (!note) {
      mark.replaceWith(...mark.childNodes);
      continue;
    }
    back.remove();
    const span = document.createElement("span");
    span.setAttribute("data-footnote", "");
    span.append(...note.childNodes);
    mark.replaceWith(span);
    note.remove();
  }
}

const NAMES = { H1: "h2", H5: "h4", H6: "h4" };

function renamed(body) {
  for (const part of [...body.querySelectorAll("h1, h5, h6")]) {
    const made = document.createElement(NAMES[part.tagName]);
    made.append(...part.childNodes);
    part.replaceWith(made);
  }
}

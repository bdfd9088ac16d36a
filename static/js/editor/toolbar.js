// The toolbar of a writing surface: arrow keys walk it, Alt+F10 leads to it.
import { button, element } from "./dialog.js";
import { insertPicture } from "./figure.js";
import { chooseLanguage } from "./foreign.js";
import { chooseLink } from "./link.js";

const toggle = (mark) => ({
  run: (editor) => editor.chain().focus().toggleMark(mark).run(),
  isOn: (editor) => editor.isActive(mark),
});
const does = (command, ...values) => ({
  run: (editor) => editor.chain().focus()[command](...values).run(),
});

// [what the declaration must name, words, sign, what it does]
const ITEMS = [
  ["Bold", "Bold (Ctrl+B)", "B", toggle("bold")],
  ["Italic", "Italic (Ctrl+I)", "I", toggle("italic")],
  ["Strike", "Struck out", "S", toggle("strike")],
  ["Subscript", "Subscript", "x₂", toggle("subscript")],
  ["Superscript", "Superscript", "x²", toggle("superscript")],
  ["Link", "Link (Ctrl+K)", "Link", { run: chooseLink, isOn: (e) => e.isActive("link") }],
  [
    "Footnote",
    "Footnote (Ctrl+Alt+F)",
    "Footnote",
    { run: (editor) => editor.commands.writeFootnote() },
  ],
  [
    "Blockquote",
    "Quotation",
    "“ ”",
    { ...does("toggleBlockquote"), isOn: (e) => e.isActive("blockquote") },
  ],
  [
    "BulletList",
    "List",
    "•",
    { ...does("toggleBulletList"), isOn: (e) => e.isActive("bulletList") },
  ],
  [
    "OrderedList",
    "Numbered list",
    "1.",
    { ...does("toggleOrderedList"), isOn: (e) => e.isActive("orderedList") },
  ],
  [
    "Figure",
    "Picture",
    "Picture",
    { run: (editor, config) => insertPicture(editor, config.addresses) },
  ],
  ["Table", "Table", "Table", does("insertTable", { rows: 3, cols: 3, withHeaderRow: true })],
  ["HorizontalRule", "Rule between sections", "—", does("setHorizontalRule")],
  [
    "ForeignWords",
    "Language of words or paragraph",
    "Lang",
    { run: (editor, config) => chooseLanguage(editor, config.languages) },
  ],
  ["Paragraph", "Undo (Ctrl+Z)", "↶", does("undo")],
  ["Paragraph", "Redo (Ctrl+Shift+Z)", "↷", does("redo")],
];
const TABLE = [
  ["Row above", "addRowBefore"],
  ["Row below", "addRowAfter"],
  ["Column before", "addColumnBefore"],
  ["Column after", "addColumnAfter"],
  ["Header cell", "toggleHeaderCell"],
  ["Merge or split", "mergeOrSplit"],
  ["Delete row", "deleteRow"],
  ["Delete column", "deleteColumn"],
  ["Delete table", "deleteTable"],
];
const HEADINGS = { 2: "Heading", 3: "Subheading", 4: "Small heading" };

export function toolbar(editor, config) {
  const bar = element("div", { role: "toolbar", className: "toolbar" });
  bar.setAttribute("aria-label", "Formatting");
  const { levels } = config.extensions.Heading ?? {};
  if (levels) bar.append(blockStyle(editor, levels));
  for (const [part, words, sign, item] of ITEMS) {
    if (!(part in config.extensions)) continue;
    if (config.kind !== "body" && part === "Paragraph") continue;
    bar.append(itemButton(editor, config, words, sign, item));
  }
  if ("Table" in config.extensions) bar.append(tableItems(editor));
  walkByArrows(bar);
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation(); // a dialog around a small surface stays
    editor.view.focus(); // at once: the next key may already be on its way
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      bar.querySelector("[tabindex='0']").focus();
    }
  });
  return bar;
}

function itemButton(editor, config, words, sign, { run, isOn }) {
  const made = button("", { title: words, "aria-label": words });
  made.dataset.sign = sign; // drawn by the style: its name is the words
  made.addEventListener("click", () => {
    editor.view.focus(); // at once: the next key may already be on its way
    run(editor, config);
  });
  // The text keeps its selection.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  if (isOn) {
    const show = () => made.setAttribute("aria-pressed", String(Boolean(isOn(editor))));
    editor.on("transaction", show);
    show();
  }
  return made;
}

function blockStyle(editor, levels) {
  const choice = element("select", { "aria-label": "Kind of paragraph" });
  choice.append(new Option("Paragraph", ""));
  for (const level of levels) choice.append(new Option(HEADINGS[level], level));
  choice.addEventListener("change", () => {
    const level = Number(choice.value);
    const chain = editor.chain().focus();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
  editor.on("transaction", () => {
    choice.value = editor.getAttributes("heading").level ?? "";
  });
  return choice;
}

function tableItems(editor) {
  const group = element("span", { className: "toolbar-table", hidden: true });
  for (const [words, command] of TABLE) {
    const made = button(words);
    made.addEventListener("click", () => editor.chain().focus()[command]().run());
    made.addEventListener("mousedown", (event) => event.preventDefault());
    group.append(made);
  }
  editor.on("transaction", () => {
    group.hidden = !editor.isActive("table");
  });
  return group;
}

// One stop for the Tab key; left and right inside.
function walkByArrows(bar) {
  const stops = () =>
    [...bar.querySelectorAll("button, select")].filter((stop) => stop.offsetParent);
  const all = [...bar.querySelectorAll("button, select")];
  for (const [index, stop] of all.entries()) stop.tabIndex = index ? -1 : 0;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const open = stops();
    const next = open.at((open.indexOf(document.activeElement) + step) % open.length);
    next.focus();
  });
  bar.addEventListener("focusin", (event) => {
    for (const stop of all) stop.tabIndex = stop === event.target ? 0 : -1;
  });
}

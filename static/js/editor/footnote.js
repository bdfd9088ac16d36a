// A footnote: a number where its mark shall stand, its words in a dialog.
import * as prose from "django-prose-editor/editor";
import { ask, element } from "./dialog.js";
import { ForeignWords } from "./foreign.js";
import { Link } from "./link.js";
import { toolbar } from "./toolbar.js";

const INLINE = new Set(["STRONG", "EM", "S", "SUB", "SUP", "BR", "A", "SPAN"]);
const KEPT = new Set(["href", "title", "hreflang", "lang", "dir"]);
const PARTS = ["Bold", "Italic", "Strike", "Subscript", "Superscript", "HardBreak"];

export const Footnote = prose.Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  marks: "",
  addOptions: () => ({ addresses: {}, config: {} }),
  addAttributes: () => ({ note: { default: "", rendered: false } }),
  parseHTML: () => [
    {
      tag: "span[data-footnote]",
      priority: 100, // before words in another language, which are spans too
      getAttrs: (span) => ({ note: inlineOnly(span) }),
    },
  ],
  renderHTML({ node }) {
    const span = inert().createElement("span");
    span.setAttribute("data-footnote", "");
    span.innerHTML = node.attrs.note;
    return document.importNode(span, true);
  },
  addNodeView() {
    return ({ node, getPos, editor }) => {
      const mark = element("button", { type: "button", className: "note-mark" });
      mark.tabIndex = -1;
      const say = (note) => mark.setAttribute("aria-label", `Footnote: ${words(note)}`);
      say(node.attrs.note);
      mark.addEventListener("click", () => editNote(editor, getPos()));
      return {
        dom: mark,
        update(next) {
          if (next.type.name !== "footnote") return false;
          say(next.attrs.note);
          return true;
        },
      };
    };
  },
  // For the toolbar, which stands in a footnote's dialog too and cannot import us.
  addCommands: () => ({
    writeFootnote:
      () =>
      ({ editor }) => {
        writeFootnote(editor);
        return true;
      },
  }),
  addKeyboardShortcuts() {
    const edit = ({ editor }) => {
      const { node, from } = editor.state.selection;
      if (node?.type.name !== "footnote") return false;
      editNote(editor, from);
      return true;
    };
    return {
      Enter: edit,
      "Mod-Alt-f": ({ editor }) => {
        writeFootnote(editor);
        return true;
      },
    };
  },
});

// Edit the footnote that is selected, or write one at the cursor.
export async function writeFootnote(editor) {
  const { node, from } = editor.state.selection;
  if (node?.type.name === "footnote") return editNote(editor, from);
  const note = await askForNote(editor, "");
  if (!note) return undefined;
  const at = editor.state.selection.to;
  const content = { type: "footnote", attrs: { note } };
  return editor.chain().focus().insertContentAt(at, content).run();
}

async function editNote(editor, position) {
  const { note } = editor.state.doc.nodeAt(position).attrs;
  const answer = await askForNote(editor, note);
  if (answer === null) return;
  const { tr } = editor.state;
  if (answer) tr.setNodeMarkup(position, undefined, { note: answer });
  else tr.delete(position, position + 1);
  editor.view.dispatch(tr);
  editor.commands.focus();
}

async function askForNote(editor, note) {
  const { options } = editor.extensionManager.extensions.find(
    (extension) => extension.name === "footnote",
  );
  const frame = element("div", { className: "surface" });
  frame.dataset.kind = "note";
  const small = new prose.Editor({
    element: frame,
    extensions: [
      prose.Document.extend({ content: "paragraph" }),
      prose.Paragraph,
      prose.Text,
      prose.History,
      ...PARTS.map((part) => prose[part]),
      ForeignWords,
      Link.configure({ ...options.config.extensions.Link, addresses: options.addresses }),
    ],
    content: `<p>${note}</p>`,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": "Words of the footnote",
      },
    },
  });
  const config = { ...options.config, extensions: { Bold: {}, Italic: {}, Link: {} } };
  frame.prepend(toolbar(small, config));
  const answer = await ask({
    title: note ? "Footnote" : "New footnote",
    confirm: "Keep",
    others: note ? { "Remove footnote": "" } : {},
    content: [frame],
    read: () => {
      const page = parsed(small.getHTML());
      return page.body.firstElementChild?.innerHTML.trim() ?? "";
    },
  });
  small.destroy();
  return answer;
}

function inert() {
  return document.implementation.createHTMLDocument("");
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function words(html) {
  return parsed(html).body.textContent;
}

// The inner HTML of an element with nothing in it that a note may not hold.
function inlineOnly(holder) {
  const copy = inert().importNode(holder, true);
  for (const found of [...copy.querySelectorAll("*")].reverse()) {
    if (!INLINE.has(found.tagName)) found.replaceWith(...found.childNodes);
    for (const { name } of [...found.attributes]) {
      if (!KEPT.has(name)) found.removeAttribute(name);
    }
  }
  return copy.innerHTML.trim();
}

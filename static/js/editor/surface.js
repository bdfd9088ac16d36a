// One writing surface: the text as it will stand, a toolbar, and the field behind.
import { Editor } from "django-prose-editor/editor";
import { extensions } from "./extensions.js";
import { asStored } from "./stored.js";
import { toolbar } from "./toolbar.js";

const RTL = new Set(["ar", "fa", "he", "ur"]);

export function surface(textarea, config) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const frame = document.createElement("div");
  frame.className = "surface";
  frame.dataset.kind = config.kind;
  textarea.before(frame);
  textarea.hidden = true;

  const editor = new Editor({
    element: frame,
    extensions: extensions(config),
    content: textarea.value,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label?.textContent.replace(/:\s*$/, "").trim() ?? config.label,
        ...described(textarea),
      },
    },
  });
  frame.prepend(toolbar(editor, config));
  keep(editor, textarea);
  follow(editor, textarea);
  label?.addEventListener("click", () => editor.commands.focus());
  if (config.counts) frame.after(counter(editor));
  return editor;
}

// A text that is as it was goes back byte for byte: it must not look like a change.
function keep(editor, textarea) {
  // The paragraph after a table at the end is there before anything is compared.
  editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false));
  const { doc } = editor.state;
  const untouched = textarea.value;
  editor.on("update", () => {
    textarea.value = editor.state.doc.eq(doc) ? untouched : asStored(editor.getHTML());
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function described(textarea) {
  const found = {};
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) found[name] = textarea.getAttribute(name);
  }
  return found;
}

// The text is written in the language that its field names, or else the form.
function follow(editor, textarea) {
  const language = document.querySelector("select[name=language]");
  const { dom } = editor.view;
  if (textarea.lang) Object.assign(dom, { lang: textarea.lang, dir: textarea.dir });
  const apply = () => {
    dom.lang = language.value;
    dom.dir = RTL.has(language.value) ? "rtl" : "ltr";
  };
  if (!language || textarea.lang) return;
  language.addEventListener("change", apply);
  apply();
}

function counter(editor) {
  const line = document.createElement("p");
  line.className = "word-count";
  const count = () => {
    const words = editor.getText().match(/[\p{L}\p{N}]+(?:[’'-][\p{L}\p{N}]+)*/gu);
    line.textContent = `${words?.length ?? 0} words`;
  };
  editor.on("update", count);
  count();
  return line;
}

// Words and blocks in another language than the rest: `lang` and `dir`.
import { Extension, Mark, mergeAttributes } from "django-prose-editor/editor";
import { ask, field } from "./dialog.js";

const BLOCKS = {
  Paragraph: "paragraph",
  Heading: "heading",
  Blockquote: "blockquote",
  ListItem: "listItem",
  TableCell: "tableCell",
  TableHeader: "tableHeader",
};
const attributes = () => ({ lang: { default: null }, dir: { default: null } });

export const LanguageOfBlocks = Extension.create({
  name: "languageOfBlocks",
  addOptions: () => ({ parts: [] }),
  addGlobalAttributes() {
    const types = this.options.parts.map((part) => BLOCKS[part]).filter(Boolean);
    return [{ types, attributes: attributes() }];
  },
});

export const ForeignWords = Mark.create({
  name: "foreignWords",
  addAttributes: attributes,
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", mergeAttributes(HTMLAttributes), 0],
});

// Ask for the language of the selected words, or of the block where nothing is selected.
export async function chooseLanguage(editor, languages) {
  const { selection } = editor.state;
  const words = !selection.empty && editor.schema.marks.foreignWords;
  const block = selection.$from.parent;
  const now = words ? editor.getAttributes("foreignWords").lang : block.attrs.lang;
  const choice = document.createElement("select");
  choice.append(new Option("As the whole text", ""));
  for (const [tag, name] of Object.entries(languages)) {
    choice.append(new Option(name, tag, false, tag === now));
  }
  const title = words ? "Language of these words" : "Language of this paragraph";
  const content = [field("Language", choice)];
  const lang = await ask({ title, content, confirm: "Apply", read: () => choice.value });
  if (lang === null) return;
  const dir = lang && (/^(ar|fa|he|ur)/.test(lang) ? "rtl" : "ltr");
  const chain = editor.chain().focus();
  if (!words) chain.updateAttributes(block.type.name, { lang: lang || null, dir: dir || null });
  else if (lang) chain.setMark("foreignWords", { lang, dir });
  else chain.unsetMark("foreignWords");
  chain.run();
}

// The parts that the newsroom's declaration of a text names, as the editor knows them.
import * as prose from "django-prose-editor/editor";
import { Figure } from "./figure.js";
import { Footnote } from "./footnote.js";
import { ForeignWords, LanguageOfBlocks } from "./foreign.js";
import { Link } from "./link.js";
import { CleanPaste } from "./paste.js";
import { Table } from "./table.js";

const number = (name) => ({
  default: 1,
  parseHTML: (element) => Number.parseInt(element.getAttribute(name), 10) || 1,
});
const spans = () => ({ colspan: number("colspan"), rowspan: number("rowspan") });

const OURS = {
  Figure,
  Footnote,
  ForeignWords,
  Link,
  // An ordered list begins at a number; how it counts is the page's doing.
  OrderedList: prose.OrderedList.extend({
    addAttributes: () => ({ start: number("start") }),
    addNodeView: null,
    addInputRules() {
      return [prose.wrappingInputRule({ find: /^1\.\s$/, type: this.type })];
    },
  }),
  Table,
  TableCell: prose.TableCell.extend({ addAttributes: spans }),
  TableHeader: prose.TableHeader.extend({
    addAttributes: () => ({ ...spans(), scope: { default: null } }),
  }),
};
// A trailing paragraph leads on from a table or a picture; it is not stored.
const ALWAYS = ["Document", "Text", "History", "Dropcursor", "Gapcursor", "TrailingNode"];

export function extensions(config) {
  const named = Object.entries(config.extensions).map(([name, options]) => {
    const extension = OURS[name] ?? prose[name];
    return extension.configure({ ...options, addresses: config.addresses, config });
  });
  return [
    ...ALWAYS.map((name) => prose[name]),
    ...named,
    LanguageOfBlocks.configure({ parts: Object.keys(config.extensions) }),
    CleanPaste.configure({ footnotes: "Footnote" in config.extensions }),
    prose.Placeholder.configure({ placeholder: config.placeholder }),
  ];
}

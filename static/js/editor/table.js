// A table in a frame of its own, which scrolls; the Tab key walks its cells and leaves.
import { Table as ProseTable } from "django-prose-editor/editor";
import { element } from "./dialog.js";

export const Table = ProseTable.extend({
  addNodeView: () => () => {
    const contentDOM = element("tbody");
    const table = element("table", {}, [contentDOM]);
    return { dom: element("div", { className: "table-frame" }, [table]), contentDOM };
  },
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      // Nobody who only wants to get on with the text has asked for another row.
      Tab: ({ editor }) => editor.commands.goToNextCell() || leave(editor),
      // Left to itself, a browser may stop at the end of the cell.
      "Mod-End": ({ editor }) => editor.isActive("table") && editor.commands.focus("end"),
    };
  },
});

function leave(editor) {
  const { doc, selection } = editor.state;
  const { $head } = selection;
  const depths = [...Array($head.depth + 1).keys()];
  const depth = depths.findLast((level) => $head.node(level).type.name === "table");
  if (!depth) return false;
  const next = selection.constructor.near(doc.resolve($head.after(depth)), 1);
  return editor.chain().setTextSelection(next.from).scrollIntoView().run();
}

// A picture of the media library with its caption. Only its number is in the text.
import { Node } from "django-prose-editor/editor";
import { element } from "./dialog.js";
import { choosePicture } from "./library.js";

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,
  addOptions: () => ({ addresses: {}, config: {} }),
  addAttributes: () => ({
    image: {
      default: null,
      parseHTML: (figure) => figure.getAttribute("data-image"),
      renderHTML: ({ image }) => ({ "data-image": image }),
    },
  }),
  parseHTML: () => [
    {
      tag: "figure[data-image]",
      contentElement: (figure) => figure.querySelector("figcaption") ?? figure,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addNodeView() {
    const { library } = this.options.addresses;
    return ({ node }) => {
      const picture = element("img", { alt: "", draggable: false });
      const show = ({ image }) => {
        picture.src = `${library}${image}/thumbnail/`;
      };
      show(node.attrs);
      const caption = element("figcaption");
      caption.dataset.empty = "Caption; empty: the picture’s own";
      const dom = element("figure", {}, [picture, caption]);
      picture.contentEditable = "false";
      return {
        dom,
        contentDOM: caption,
        update(next) {
          if (next.type.name !== "figure") return false;
          if (next.attrs.image !== node.attrs.image) show(next.attrs);
          caption.classList.toggle("is-empty", next.content.size === 0);
          return true;
        },
      };
    };
  },
  addKeyboardShortcuts() {
    // Out of the caption and on with the text.
    return {
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== "figure") return false;
        const after = $from.after();
        return editor
          .chain()
          .insertContentAt(after, { type: "paragraph" })
          .setTextSelection(after + 1)
          .run();
      },
    };
  },
});

// Put a picture at the cursor, or another one into the figure that it stands in.
export async function insertPicture(editor, addresses) {
  const picture = await choosePicture(addresses.library);
  if (!picture) return;
  const image = String(picture.id);
  const chain = editor.chain().focus();
  if (editor.isActive("figure")) chain.updateAttributes("figure", { image });
  else chain.insertContent({ type: "figure", attrs: { image } });
  chain.run();
}

// Links: to an address, or to an article of ours by its headline.
import { Link as ProseLink } from "django-prose-editor/editor";
import { ask, button, element, field } from "./dialog.js";
import { whenStill } from "./still.js";

const OWN = /^\/articles\/\d+\/$/;

export const Link = ProseLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      addresses: {},
      config: {},
      autolink: false,
      enableTarget: false,
      defaultProtocol: "https",
      isAllowedUri: (url, { protocols }) => isAllowed(url, protocols),
    };
  },
  addAttributes: () => ({
    href: { default: null },
    title: { default: null },
    hreflang: { default: null },
  }),
  addKeyboardShortcuts: () => ({
    "Mod-k": ({ editor }) => {
      chooseLink(editor);
      return true;
    },
  }),
});

function isAllowed(url, protocols) {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url ?? "");
  return Boolean(url) && (!scheme || protocols.includes(scheme[1].toLowerCase()));
}

export async function chooseLink(editor) {
  const { options } = editor.extensionManager.extensions.find(
    (extension) => extension.name === "link",
  );
  const isLink = editor.isActive("link");
  if (isLink) editor.commands.extendMarkRange("link");
  const { href = "" } = editor.getAttributes("link");
  const address = element("input", {
    type: "text",
    value: href ?? "",
    autocomplete: "off",
    spellcheck: false,
  });
  const found = element("ul", { className: "dialog-results" });
  const answer = await ask({
    title: "Link",
    confirm: "Apply",
    others: isLink ? { "Remove link": "" } : {},
    read: () => completed(address.value),
    content: (finish) => {
      offerArticles(address, found, options.addresses.articles, finish);
      const label = options.addresses.articles
        ? "Address, or words of a headline of ours"
        : "Address";
      return [field(label, address), found];
    },
  });
  if (answer === null) return;
  const chain = editor.chain().focus();
  if (!answer) chain.unsetLink();
  else if (editor.state.selection.empty && !isLink) {
    chain.insertContent({
      type: "text",
      text: answer,
      marks: [{ type: "link", attrs: { href: answer } }],
    });
  } else chain.setLink({ href: answer });
  chain.run();
}

function offerArticles(address, list, url, finish) {
  if (!url) return;
  whenStill(address, async () => {
    const words = address.value.trim();
    list.replaceChildren();
    if (words.length < 2 || /^(https?:|mailto:|tel:|\/|#|www\.)/i.test(words)) return;
    const response = await fetch(`${url}?${new URLSearchParams({ q: words })}`);
    if (!response.ok) return;
    const { articles } = await response.json();
    for (const article of articles) {
      const choice = button(article.headline);
      choice.append(element("small", { textContent: ` ${article.state}` }));
      choice.addEventListener("click", () => finish(article.address));
      list.append(element("li", {}, [choice]));
    }
    if (!articles.length) {
      list.append(element("li", { textContent: "No headline of ours has these words." }));
    }
  });
}

// What people type for an address, as an address.
function completed(typed) {
  const address = typed.trim();
  if (!address || OWN.test(address) || /^([a-z][a-z0-9+.-]*:|\/|#)/i.test(address)) {
    return address;
  }
  return address.includes("@") ? `mailto:${address}` : `https://${address}`;
}

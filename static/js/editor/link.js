// Links: to an address, or to an article of ours by its headline.
import { Link as ProseLink } from "django-prose-editor/editor";
import { readAddress } from "./address.js";
import { ask, complain, element, field } from "./dialog.js";
import { hits } from "./hits.js";
import { whenStill } from "./still.js";

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

// An address, or an article of ours: {href, words}; empty where the link is to go.
export async function chooseLink(editor) {
  const { options } = editor.extensionManager.extensions.find(
    (extension) => extension.name === "link",
  );
  const isLink = editor.isActive("link");
  if (isLink) editor.commands.extendMarkRange("link");
  const { articles } = options.addresses;
  const address = element("input", {
    type: "text",
    value: editor.getAttributes("link").href ?? "",
    autocomplete: "off",
    spellcheck: false,
  });
  const label = articles ? "Address, or words of a headline of ours" : "Address";
  const line = field(label, address);
  const read = () => {
    const { href, error } = readAddress(address.value, options.protocols);
    complain(address, error);
    return error ? undefined : { href, words: href };
  };
  const answer = await ask({
    title: "Link",
    confirm: "Apply",
    others: isLink ? { "Remove link": {} } : {},
    read,
    content: (finish) => {
      if (articles) line.append(...offerArticles(address, articles, finish));
      return [line];
    },
  });
  if (answer) setLink(editor, answer, isLink);
}

function setLink(editor, { href, words }, isLink) {
  const chain = editor.chain().focus();
  if (!href) chain.unsetLink();
  else if (editor.state.selection.empty && !isLink) {
    chain.insertContent({
      type: "text",
      text: words,
      marks: [{ type: "link", attrs: { href } }],
    });
  } else chain.setLink({ href });
  chain.run();
}

function offerArticles(address, url, finish) {
  const status = element("span", { className: "dialog-status", role: "status" });
  const take = (article) => finish({ href: article.address, words: article.headline });
  const found = hits(address, take);
  found.list.className = "dialog-results";
  const drawn = ({ headline, state }) => [
    element("span", { textContent: headline }),
    element("small", { textContent: ` ${state}` }),
  ];
  whenStill(address, async () => {
    const words = address.value.trim();
    complain(address);
    found.close();
    status.textContent = "";
    if (words.length < 2 || /^(https?:|mailto:|tel:|\/|#|www\.)/i.test(words)) return;
    const response = await fetch(`${url}?${new URLSearchParams({ q: words })}`);
    if (!response.ok || address.value.trim() !== words) return;
    const { articles } = await response.json();
    found.show(articles, drawn);
    status.textContent = articles.length ? "" : "No headline of ours has these words.";
  });
  address.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.isOpen()) {
      event.preventDefault();
      found.walk(step);
    } else if (event.key === "Enter" && found.active()) {
      event.preventDefault();
      take(found.active());
    }
  });
  return [found.list, status];
}

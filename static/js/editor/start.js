// Turns each rich text field of a page into a writing surface, one added later too.
import { surface } from "./surface.js";

const MARK = "data-django-prose-editor-newsroom";

const start = (part) => {
  for (const textarea of part.querySelectorAll(`[${MARK}]`)) {
    surface(textarea, JSON.parse(textarea.getAttribute(MARK)));
  }
};

start(document);
document.addEventListener("drawn", ({ target }) => start(target)); // a part added since

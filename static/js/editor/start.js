// Turns each rich text field of a page into a writing surface.
import { surface } from "./surface.js";

const MARK = "data-django-prose-editor-newsroom";

for (const textarea of document.querySelectorAll(`[${MARK}]`)) {
  surface(textarea, JSON.parse(textarea.getAttribute(MARK)));
}

// Choose a picture from the media library, or add one to it.
import { ask, button, element, field } from "./dialog.js";
import { whenStill } from "./still.js";

export function nameOf({ caption, alt, id }) {
  return caption || alt || `Picture ${id}`;
}

// Resolves to {id, caption, alt, thumbnail…}, or to null.
export function choosePicture(library) {
  const words = element("input", { type: "search", autocomplete: "off" });
  const grid = element("ul", { className: "pictures" });
  const status = element("p", { className: "dialog-status", role: "status" });
  return ask({
    title: "Choose a picture",
    content: (finish) => {
      const search = async () => {
        const query = new URLSearchParams({ q: words.value });
        const response = await fetch(`${library}choose/?${query}`);
        if (!response.ok) {
          status.textContent = "The media library does not answer. Try again.";
          return;
        }
        const { results } = await response.json();
        grid.replaceChildren(...results.map((picture) => shown(picture, finish)));
        status.textContent = results.length ? "" : "No picture has these words.";
      };
      const adding = addition(library, status, finish);
      whenStill(words, search);
      search();
      return [field("Search captions, credits and descriptions", words), grid, status, adding];
    },
  });
}

function shown(picture, finish) {
  const choice = button("", { className: "picture-choice" });
  choice.append(
    element("img", { src: picture.thumbnail, alt: "", loading: "lazy" }),
    element("span", { textContent: nameOf(picture) }),
  );
  choice.addEventListener("click", () => finish(picture));
  return element("li", {}, [choice]);
}

function addition(library, status, finish) {
  const file = element("input", { type: "file", accept: "image/*" });
  const alt = element("input", { type: "text", maxLength: 400 });
  const caption = element("input", { type: "text", maxLength: 400 });
  const credit = element("input", { type: "text", maxLength: 200 });
  const add = button("Add and use");
  add.addEventListener("click", async () => {
    if (!file.files.length) {
      status.textContent = "Choose a file first.";
      file.focus();
      return;
    }
    status.textContent = "Adding…";
    const body = new FormData();
    body.append("file", file.files[0]);
    body.append("alt", alt.value);
    body.append("caption", caption.value);
    body.append("credit", credit.value);
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    const headers = { "X-CSRFToken": token };
    const response = await fetch(`${library}upload/`, { method: "POST", body, headers });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) finish(answer.results[0]);
    else status.textContent = reasons(answer);
  });
  return element("details", {}, [
    element("summary", { textContent: "Add a picture" }),
    field("File", file),
    field("What somebody who cannot see it should be told", alt),
    field("Caption", caption),
    field("Credit", credit),
    element("p", {}, [add]),
  ]);
}

function reasons({ errors = {} }) {
  const words = Object.values(errors).flat().join(" ");
  return words || "This picture could not be added. An editor can do it.";
}

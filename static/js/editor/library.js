// Choose a picture from the media library, or add one to it.
import { ask, button, complain, element, field } from "./dialog.js";
import { whenStill } from "./still.js";

export function nameOf({ caption, alt, id }) {
  return caption || alt || `Picture ${id}`;
}

// Resolves to {id, caption, alt, thumbnail…}, or to null.
export function choosePicture(library) {
  const words = element("input", { type: "search", autocomplete: "off" });
  const grid = element("ul", { className: "pictures" });
  const line = field("Search captions, credits and descriptions", words);
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
      const upload = button("Upload a picture", { "aria-expanded": "false" });
      const turn = (isUpload) => {
        adding.hidden = !isUpload;
        grid.hidden = isUpload;
        upload.setAttribute("aria-expanded", String(isUpload));
      };
      upload.addEventListener("click", () => {
        turn(adding.hidden);
        if (!adding.hidden) adding.querySelector("input").focus();
      });
      whenStill(words, () => {
        turn(false);
        search();
      });
      search();
      const head = element("div", { className: "pictures-head" }, [line, upload]);
      return [head, adding, grid, status];
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
  const decorative = element("input", { type: "checkbox" });
  decorative.addEventListener("change", () => {
    alt.disabled = decorative.checked;
    complain(alt);
  });
  const caption = element("input", { type: "text", maxLength: 400 });
  const credit = element("input", { type: "text", maxLength: 200 });
  const add = button("Add and use");
  add.addEventListener("click", async () => {
    complain(alt);
    complain(file, file.files.length ? "" : "Choose a file first.");
    if (!file.files.length) {
      file.focus();
      return;
    }
    status.textContent = "Adding…";
    const body = new FormData();
    body.append("file", file.files[0]);
    if (decorative.checked) body.append("is_decorative", "on");
    else body.append("alt", alt.value);
    body.append("caption", caption.value);
    body.append("credit", credit.value);
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    const headers = { "X-CSRFToken": token };
    const response = await fetch(`${library}upload/`, { method: "POST", body, headers });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      finish(answer.results[0]);
      return;
    }
    const { alt: unsaid, file: unfit, ...others } = answer.errors ?? {};
    complain(alt, unsaid?.join(" "));
    complain(file, unfit?.join(" "));
    status.textContent = unsaid || unfit ? "" : reasons(others);
  });
  const tick = element("label", { className: "dialog-tick" }, [
    decorative,
    "Decorative: it says nothing that the text does not",
  ]);
  return element("div", { className: "pictures-upload", hidden: true }, [
    field("File", file),
    field("What somebody who cannot see it should be told", alt),
    element("p", { className: "dialog-field" }, [tick]),
    field("Caption", caption),
    field("Credit", credit),
    element("p", {}, [add]),
  ]);
}

function reasons(errors) {
  const words = Object.values(errors).flat().join(" ");
  return words || "This picture could not be added. An editor can do it.";
}

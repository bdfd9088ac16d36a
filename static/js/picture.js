// A field that holds a picture of the media library.
import { choosePicture, nameOf } from "./editor/library.js";

for (const field of document.querySelectorAll("[data-picture]")) {
  const value = field.querySelector("input");
  const image = field.querySelector("img");
  const words = field.querySelector(".picture-words");
  const page = field.querySelector("[data-picture-page]");
  const remove = field.querySelector("[data-remove-picture]");

  const show = (picture) => {
    value.value = picture?.id ?? "";
    image.hidden = !picture;
    remove.hidden = !picture;
    if (picture) image.src = field.dataset.crop ? picture.square : picture.thumbnail;
    if (page) page.hidden = !picture;
    if (page && picture) page.href = `${field.dataset.picture}${picture.id}/change/`;
    words.textContent = picture ? nameOf(picture) : "None chosen";
    value.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const choose = field.querySelector("[data-choose-picture]");
  choose.addEventListener("click", async () => {
    const picture = await choosePicture(field.dataset.picture);
    if (picture) show(picture);
    choose.focus();
  });
  remove.addEventListener("click", () => {
    show(null);
    choose.focus();
  });
}

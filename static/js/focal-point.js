// Shows the focal point on the picture: set it by a click, by arrow keys, or by number.

const STEP = 1; // per cent, for an arrow key
const LEAP = 10; // with the shift key
const WAYS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const LABEL =
  "Focal point. Click on what must stay in sight, or move the mark by arrow keys.";

const fields = ["focal_x", "focal_y"].map((name) => document.querySelector(`input[name=${name}]`));

const withinPicture = (value) => Math.min(100, Math.max(0, Math.round(value)));

function place() {
  return fields.map((field) => (field.value === "" ? 50 : withinPicture(field.valueAsNumber)));
}

function move(x, y) {
  [x, y].forEach((value, index) => {
    fields[index].value = withinPicture(value);
    fields[index].dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function frame(picture) {
  const button = document.createElement("button");
  const mark = document.createElement("span");
  button.type = "button";
  button.className = "focal-frame";
  mark.className = "focal-mark";
  picture.replaceWith(button);
  button.append(picture, mark);

  const show = () => {
    const [x, y] = place();
    mark.style.left = `${x}%`;
    mark.style.top = `${y}%`;
    button.setAttribute("aria-label", `${LABEL} Now ${x} % from the left, ${y} % from the top.`);
  };
  button.addEventListener("click", (event) => {
    if (event.detail === 0) return; // pressed by a key: there is no place to read
    const box = picture.getBoundingClientRect();
    move(
      ((event.clientX - box.left) / box.width) * 100,
      ((event.clientY - box.top) / box.height) * 100,
    );
  });
  button.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    const [x, y] = place();
    const length = event.shiftKey ? LEAP : STEP;
    move(x + way[0] * length, y + way[1] * length);
  });
  fields.forEach((field) => field.addEventListener("input", show));
  show();
  return button;
}

function preview(input) {
  let framed;
  input.addEventListener("change", () => {
    framed?.remove();
    framed = undefined;
    const [file] = input.files;
    if (!file) return;
    const picture = new Image();
    picture.alt = "";
    picture.addEventListener("load", () => {
      URL.revokeObjectURL(picture.src);
      input.closest(".form-row").append(picture);
      framed = frame(picture);
    });
    picture.src = URL.createObjectURL(file);
  });
}

if (fields.every(Boolean)) {
  document.querySelectorAll("img[data-focal-picture]").forEach(frame);
  document.querySelectorAll("input[type=file][name=file]").forEach(preview);
}

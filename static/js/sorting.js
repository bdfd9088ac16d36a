// Rows that are put in order: by buttons, or by dragging a handle with mouse or thumb.

// Lets buttons move a row of `rows()` up or down, or take it `out`. `number` says the
// order anew after each; `add` is where the keyboard goes when the last row is gone.
export function movable(list, { rows, number, out, add }) {
  list.addEventListener("click", ({ target }) => {
    const { move } = target.dataset;
    if (!move) return;
    const row = target.closest("li");
    const shown = rows();
    const place = shown.indexOf(row);
    if (move === "up") shown[place - 1].before(row);
    if (move === "down") shown[place + 1].after(row);
    if (move === "out") out(row);
    number();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    const next = shown[place + 1] ?? shown[place - 1];
    if (move === "out") (next?.querySelector("[data-move=out]") ?? add).focus();
    else if (!target.disabled) target.focus();
    else row.querySelector("[data-move]:not([disabled])").focus();
  });
}

// Keeps the first row from going up, and the last from going down.
export function markEnds(rows) {
  for (const [index, row] of rows.entries()) {
    row.querySelector("[data-move=up]").disabled = index === 0;
    row.querySelector("[data-move=down]").disabled = index === rows.length - 1;
  }
}

// Calls `moved` once a row has been let go at another place.
export function sortable(list, handle, moved) {
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(handle);
    if (!grip || event.button) return;
    event.preventDefault();
    const row = grip.closest("li");
    const before = [...list.children].indexOf(row);
    const drag = ({ clientY }) => settle(list, row, clientY);
    const drop = () => {
      list.removeEventListener("pointermove", drag);
      row.classList.remove("is-dragged");
      if ([...list.children].indexOf(row) !== before) moved(row);
    };
    list.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    list.addEventListener("pointermove", drag);
    list.addEventListener("lostpointercapture", drop, { once: true });
  });
}

function settle(list, row, height) {
  const others = [...list.children].filter((other) => other !== row && !other.hidden);
  const next = others.find((other) => {
    const { top, bottom } = other.getBoundingClientRect();
    return height < (top + bottom) / 2;
  });
  if (next === row.nextElementSibling && next) return;
  if (next) next.before(row);
  else others.at(-1)?.after(row);
}

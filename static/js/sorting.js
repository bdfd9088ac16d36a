// Rows that are put in order by dragging a handle, with a mouse, a pen or a thumb.
// Whoever uses the keyboard has buttons beside it.

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

// In a list: arrows lead from name to name, “x” ticks the box where there is one.

const names = [...document.querySelectorAll("#result_list :is(.field-head, .field-named) a")];

for (const [place, name] of names.entries()) {
  name.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (names[place + step] ?? name).focus();
    } else if (event.key === "x") {
      name.closest("tr").querySelector("[name=chosen]")?.click();
    }
  });
}

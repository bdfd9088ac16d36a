// In a list of articles: arrows lead from headline to headline, “x” ticks the box.

const names = [...document.querySelectorAll("#result_list .field-head a")];

for (const [place, name] of names.entries()) {
  name.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      (names[place + step] ?? name).focus();
    } else if (event.key === "x") {
      name.closest("tr").querySelector("[name=chosen]").click();
    }
  });
}

// Small dialogs that the keyboard can do everything in.

export function element(tag, properties = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

let fields = 0;

export function field(label, control) {
  control.id ||= `dialog-field-${++fields}`;
  return element("p", { className: "dialog-field" }, [
    element("label", { htmlFor: control.id, textContent: label }),
    control,
  ]);
}

// Say beside a field what is wrong with it or, without words, that nothing is.
export function complain(control, words = "") {
  const id = `${control.id}-complaint`;
  document.getElementById(id)?.remove();
  control.removeAttribute("aria-invalid");
  const described = (control.getAttribute("aria-describedby") ?? "").split(" ");
  const others = described.filter((name) => name && name !== id);
  if (words) {
    const said = element("span", { id, className: "complaint", role: "alert" });
    control.after(said);
    said.textContent = words; // once it stands there, or it is not read out
    control.setAttribute("aria-invalid", "true");
    others.push(id);
  }
  if (others.length) control.setAttribute("aria-describedby", others.join(" "));
  else control.removeAttribute("aria-describedby");
}

export function button(words, properties = {}) {
  return element("button", { type: "button", textContent: words, ...properties });
}

// Show a dialog. Resolves to what `read` returns, or to null where it was left. Where
// `read` returns nothing, something must be mended first: the dialog stays.
// `others` are further answers: words of a button and the value that it stands for.
// `content` may be a function that is given a way to answer by itself.
export function ask({ title, content, confirm, read, others = {} }) {
  return new Promise((resolve) => {
    let answer = null;
    const dialog = element("dialog", { className: "dialog" });
    const finish = (value) => {
      answer = value;
      dialog.close();
    };
    const cancel = button("Cancel");
    cancel.addEventListener("click", () => dialog.close());
    const further = Object.entries(others).map(([words, value]) => {
      const made = button(words);
      made.addEventListener("click", () => finish(value));
      return made;
    });
    const buttons = element("p", { className: "dialog-buttons" });
    if (confirm) {
      const properties = { type: "submit", className: "primary" };
      buttons.append(button(confirm, properties));
    }
    buttons.append(...further, cancel);
    const heading = element("h2", { textContent: title, id: `dialog-title-${++fields}` });
    const parts = typeof content === "function" ? content(finish) : content;
    const form = element("form", { method: "dialog", noValidate: true });
    form.append(heading, ...parts, buttons);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = read?.();
      if (given !== undefined) finish(given);
    });
    // Surfaces keep this key from the dialog, which would close by itself.
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      dialog.close();
    });
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("input, select, [contenteditable=true]")?.focus();
  });
}

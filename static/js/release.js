// Say on the button how many articles go out together; an hour that is written counts.

function counted(form) {
  const button = form.querySelector("[data-count]");
  if (!button) return;
  const say = () => {
    const count = form.querySelectorAll('[name="chosen"]:checked').length;
    button.textContent = count === 1 ? "Release this one" : `Release ${count} together`;
    button.disabled = count === 0;
  };
  form.addEventListener("change", say);
  say();
}

function timed(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.name.startsWith("live_from") && target.value) {
      form.querySelector('[name="when"][value="at"]').checked = true;
    }
  });
}

for (const form of document.querySelectorAll("[data-release]")) {
  counted(form);
  timed(form);
}

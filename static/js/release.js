// Say on the button how many articles go out together.

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

document.querySelectorAll("[data-release]").forEach(counted);

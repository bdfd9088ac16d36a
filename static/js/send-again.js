// A form that was refused, sent again: whoever signs in again gets another token.

const SIGNED_OUT = "You are still signed out. Sign in in another window, then press again.";
const TOKEN = "csrfmiddlewaretoken";

for (const form of document.querySelectorAll("form[data-send-again]")) {
  let isLeaving = false;
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving) event.preventDefault();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const renewed = await renewal(form.dataset.renewal);
    if (renewed?.status === 401) {
      form.querySelector("[data-said]").textContent = SIGNED_OUT;
      return;
    }
    if (renewed?.token) form.elements[TOKEN].value = renewed.token;
    isLeaving = true;
    // A field may be called “submit”, too.
    HTMLFormElement.prototype.submit.call(form);
  });
}

// Without an answer the form goes as it is: it comes back here if it must.
async function renewal(address) {
  try {
    const response = await fetch(address);
    return { status: response.status, ...(await response.json()) };
  } catch {
    return null;
  }
}

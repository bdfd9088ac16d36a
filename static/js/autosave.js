// Keeps what is typed into a form: with the server, or else in this browser.
import { offerTexts } from "./unsaved/coming-back.js";
import { company } from "./unsaved/company.js";
import { Keeper } from "./unsaved/keeper.js";

const MAY_BE_SAVED = new Set(["taken", "too much", "elsewhere"]);
const TWICE_MS = 2000; // a second click is no second save

for (const place of document.querySelectorAll("[data-unsaved]")) {
  const keeper = new Keeper(place, (content) => others.show(content));
  const others = company(place, keeper);
  watch(keeper);
  guardSaving(keeper);
  forgetWhatIsDropped(keeper);
  offerTexts(keeper, place.dataset.version);
}

function watch(keeper) {
  keeper.form.addEventListener("input", () => keeper.typed());
  addEventListener("online", () => keeper.send());
  addEventListener("pageshow", () => {
    keeper.isLeaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!keeper.isLeaving && !keeper.stash()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    if (keeper.isLeaving) return;
    keeper.stash();
    keeper.sendNow({ isLast: true });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || keeper.isLeaving) return;
    keeper.stash();
    if (keeper.isPending) keeper.send();
  });
  keeper.form.dataset.keeper = ""; // there is no need to ask before one goes elsewhere
}

// Saving waits for an answer first: without one the page stays, and its words with it.
function guardSaving(keeper) {
  const { form, status } = keeper;
  let isCleared = false;
  let isUnderWay = false;
  form.addEventListener("submit", async (event) => {
    if (isCleared) return;
    event.preventDefault();
    if (isUnderWay) return;
    isUnderWay = true;
    const { submitter } = event;
    const outcome = await keeper.send();
    if (MAY_BE_SAVED.has(outcome)) {
      keeper.leave();
      name(keeper);
      isCleared = true;
      form.requestSubmit(submitter);
      isCleared = false;
    } else {
      status.prepend("Not saved. ");
    }
    setTimeout(() => (isUnderWay = false), TWICE_MS);
  });
}

// By it the server knows that what it keeps is what it is given to save.
// What is saved, and from which window, which is left by it.
function name({ form, standing, window }) {
  const fields = { _typed: standing, _window: window };
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name] ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
}

function forgetWhatIsDropped(keeper) {
  const drop = document.querySelector("[data-drop-unsaved]");
  drop?.addEventListener("submit", () => {
    keeper.leave();
    keeper.here.remove();
  });
}

// Who else is at this text: asked while the page is looked at.
import { tellCompany } from "./words.js";

const POLL_MS = 12_000;
// A page that is left open all night must not keep its person signed in.
const IDLE_MS = 30 * 60_000;
const LIFE = ["pointerdown", "keydown", "focus"];

export function company(place, keeper) {
  const region = place.querySelector("[data-company]");
  let known = {};
  let activeAt = Date.now();
  let timer;

  const alive = () => {
    activeAt = Date.now();
  };
  const poll = async () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") return;
    if (!keeper.isLeaving && Date.now() - activeAt < IDLE_MS) await keeper.send();
    clearTimeout(timer);
    timer = setTimeout(poll, POLL_MS);
  };
  for (const event of LIFE) addEventListener(event, alive);
  document.addEventListener("visibilitychange", () => {
    alive();
    poll();
  });
  setTimeout(poll);

  return {
    // An answer to a text says nothing of others: they are as they were.
    show(content) {
      known = { ...known, ...content };
      tellCompany(region, known, keeper);
    },
  };
}

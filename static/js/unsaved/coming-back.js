// Text that only this browser has, from a time when the server could not be reached.
import { button, element } from "../editor/dialog.js";
import { keptAt, placesUnder } from "./browser.js";
import { NotReached, tell } from "./server.js";

// What follows on what the server has is simply shown; between two texts one chooses.
export async function offerTexts(keeper, version) {
  const aside = keptAt(`${keeper.key}:aside`);
  const texts = aside.read() ?? [];
  for (const place of placesUnder(`${keeper.key}:window:`)) {
    const found = place.read();
    if (found && found.typed !== keeper.began) {
      if (follows(found, keeper.began, version) && (await handOver(found, keeper))) {
        place.remove();
        again(keeper);
        return;
      }
      texts.unshift(found);
    }
    if (keep()) place.remove();
  }
  show();

  function keep() {
    if (texts.length) return aside.write(texts);
    aside.remove();
    return true;
  }

  function show() {
    const list = document.querySelector("[data-texts-aside]");
    list.replaceChildren(...texts.map((text) => line(text)));
  }

  function line(text) {
    const at = keeper.clock(text.at);
    const words = `This browser keeps another unsaved text of yours, of ${at}. `;
    const take = button("Show it");
    take.addEventListener("click", async () => {
      const standing = keeper.text();
      if (!(await handOver(text, keeper))) return;
      replace(text, keeper.isUnsaved ? [standing] : []);
      keeper.here.remove();
      again(keeper);
    });
    const drop = button("Drop it");
    drop.addEventListener("click", () => {
      replace(text, []);
      show();
    });
    return element("p", { className: "unsaved-line" }, [words, take, " ", drop]);
  }

  function replace(text, others) {
    texts.splice(texts.indexOf(text), 1, ...others);
    keep();
  }
}

function follows(found, began, version) {
  return found.after === began && (began || found.seen === Number(version));
}

// Say whether the server has the text, and the page may be loaded with it.
async function handOver({ form, seen, typed }, keeper) {
  const { changes, standing } = keeper;
  const message = keeper.message({ form, seen, typed, after: standing });
  try {
    const { status } = await tell(keeper.address, message);
    return status === 200 && keeper.changes === changes;
  } catch (error) {
    if (error instanceof NotReached) return false;
    throw error;
  }
}

function again(keeper) {
  keeper.leave();
  location.replace(location.href.split("#")[0]);
}

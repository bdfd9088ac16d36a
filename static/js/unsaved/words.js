// What is said in the bar about the text and about who else is at it.
import { element } from "../editor/dialog.js";

const JUST_NOW_MS = 60_000;

// Times are told as the rest of the page tells them, in the publication's zone.
export function clockOf(zone) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  });
  return (moment) => format.format(new Date(moment));
}

export function say(region, state, ...parts) {
  const said = parts.map((part) => part.outerHTML ?? part).join("");
  if (region.dataset.said === said) return; // or it would be read out again
  region.dataset.said = said;
  region.dataset.state = state;
  region.replaceChildren(...parts);
}

export function signIn(place) {
  return element("a", { href: place, target: "_blank", textContent: "Sign in again" });
}

export function tellCompany(region, { others = [], news, is_elsewhere_too }, keeper) {
  const { clock, isUnsaved } = keeper;
  const lines = others.map(({ who, since, has_changes }) => {
    const ending = has_changes ? ", and has changed something." : ".";
    return [`${who} has had this open since ${clock(since)}${ending}`];
  });
  if (is_elsewhere_too) {
    lines.push(["You have this open in another window too: what you type last is kept."]);
  }
  const made = lines.map((parts) => element("span", {}, parts));
  if (news) made.push(element("span", { className: "news" }, newsLine(news, clock, isUnsaved)));
  say(region, "", ...made);
}

function newsLine({ who, version, at, difference }, clock, isUnsaved) {
  const when = Date.now() - new Date(at) < JUST_NOW_MS ? "just now" : `at ${clock(at)}`;
  const subject = who || "In another window, you";
  const ending = isUnsaved
    ? ". Saving puts your changes together; where both changed the same, you are asked. "
    : ". ";
  const link = element("a", {
    href: difference,
    target: "_blank",
    textContent: "See the difference",
  });
  return [`${subject} saved version ${version} ${when}${ending}`, link];
}

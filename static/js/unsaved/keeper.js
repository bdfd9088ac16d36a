// The text of one form: what of it the server has, and what only this page.
import { keptAt } from "./browser.js";
import { NotReached, tell } from "./server.js";
import { clockOf, say, signIn } from "./words.js";

const PAUSE_MS = 1500; // after the last keystroke
const LONGEST_MS = 5000; // while the typing goes on
const STASH_MS = 300;
const RETRY_MS = [2000, 4000, 8000, 15_000];
const KEPT = "Your text is kept.";
const HERE = "Your text is kept in this browser.";
const AND_HERE = { 409: "This one is kept in this browser." };

export class Keeper {
  #changes = 0; // made on this page
  #arrived = 0; // of them, those that the server has
  #tooMuch = -1; // the number of changes with which the server would not take it
  #since = null; // when the first was made that the server has not
  #misses = 0;
  #missedAt = null;
  #isStashed = true;
  #timer;
  #stashing;
  #flight = Promise.resolve();
  isLeaving = false;

  constructor(place, onAnswer) {
    const { unsaved, thing, thingId, account, login, zone, typed } = place.dataset;
    this.form = place.closest("form");
    this.status = place.querySelector("[data-kept]");
    this.address = unsaved;
    this.login = login;
    this.clock = clockOf(zone);
    this.who = { thing, id: thingId ? Number(thingId) : null, account: Number(account) };
    this.window = crypto.getRandomValues(new Uint32Array(3)).join("-");
    this.key = `unsaved:${account}:${thing}:${thingId || "new"}`;
    this.here = keptAt(`${this.key}:window:${this.window}`);
    this.began = typed; // each text has a name, given by the page it was typed in
    this.onAnswer = onAnswer;
  }

  get isPending() {
    return this.#changes > this.#arrived;
  }

  get changes() {
    return this.#changes;
  }

  // The name of the text that the server has.
  get standing() {
    return this.#name(this.#arrived);
  }

  get isUnsaved() {
    return this.#changes > 0 || Boolean(this.began);
  }

  // The text as it stands, with all that is needed to show it again.
  text() {
    const data = new URLSearchParams(new FormData(this.form));
    data.delete("csrfmiddlewaretoken");
    data.delete("_typed");
    return {
      form: data.toString(),
      seen: this.#seen,
      typed: this.#name(this.#changes),
      after: this.standing,
      at: Date.now(),
    };
  }

  message(more) {
    const has_changes = this.isUnsaved;
    return { ...this.who, seen: this.#seen, window: this.window, has_changes, ...more };
  }

  typed() {
    this.#changes += 1;
    this.#since ??= Date.now();
    this.#isStashed = false;
    this.isLeaving = false;
    this.#stashing ??= setTimeout(() => this.stash(), STASH_MS);
    if (!this.#misses) this.#plan();
  }

  // Say whether every word is somewhere else than on this page.
  stash() {
    clearTimeout(this.#stashing);
    this.#stashing = undefined;
    if (this.isPending && !this.#isStashed) this.#isStashed = this.here.write(this.text());
    return !this.isPending || this.#isStashed;
  }

  // One at a time; each takes all that was typed until then.
  send(more) {
    const next = this.#flight.then(() => this.sendNow(more));
    this.#flight = next.catch(() => {});
    return next;
  }

  async sendNow({ isLast = false } = {}) {
    clearTimeout(this.#timer);
    const changes = this.#changes;
    const hasText = this.isPending && changes !== this.#tooMuch;
    const text = hasText ? this.text() : {};
    const message = this.message({ ...text, is_leaving: isLast });
    try {
      const { status, content } = await tell(this.address, message, { isLast });
      if (status !== 200) return this.#refused(status, content, changes);
      this.#accepted(content, hasText ? changes : this.#arrived);
      return "taken";
    } catch (error) {
      if (error instanceof NotReached) return this.#missed();
      throw error;
    } finally {
      this.#plan();
    }
  }

  leave() {
    this.isLeaving = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#stashing);
  }

  get #seen() {
    return Number(this.form.elements.seen?.value || 0);
  }

  #name(changes) {
    return changes ? `${this.window}.${changes}` : this.began;
  }

  #plan() {
    clearTimeout(this.#timer);
    if (!this.isPending || this.isLeaving || this.#tooMuch === this.#changes) return;
    const wait = Math.min(PAUSE_MS, this.#since + LONGEST_MS - Date.now());
    const retry = RETRY_MS[Math.min(this.#misses, RETRY_MS.length) - 1];
    this.#timer = setTimeout(() => this.send(), retry ?? Math.max(wait, 0));
  }

  #accepted(content, changes) {
    const isBack = this.#misses > 0;
    this.#misses = 0;
    this.#missedAt = null;
    this.#arrived = changes;
    if (this.isPending) this.#since = Date.now();
    else this.#settled();
    if (content.kept_at) say(this.status, "kept", `Kept ${this.clock(content.kept_at)}`);
    else if (isBack && !this.isPending) say(this.status, "kept", KEPT);
    if (content.kept_at) this.form.dispatchEvent(new Event("kept"));
    this.onAnswer(content);
  }

  #settled() {
    if (this.#since !== null) this.here.remove();
    this.#since = null;
  }

  #missed() {
    this.#misses += 1;
    this.#missedAt ??= Date.now();
    const words = `Not reached since ${this.clock(this.#missedAt)}. `;
    say(this.status, "alert", words, this.stash() ? HERE : "");
    return "missed";
  }

  #refused(status, { words }, changes) {
    const isStashed = this.stash();
    if (status === 413 || status === 400) {
      this.#tooMuch = changes;
      say(this.status, "alert", `${words} `, isStashed ? HERE : "");
      return "too much";
    }
    this.#misses += 1;
    if (status === 401) {
      const where = isStashed ? KEPT : "Leave this page open.";
      say(this.status, "alert", `${words} ${where} `, signIn(this.login));
      return "signed out";
    }
    say(this.status, "alert", `${words} `, isStashed ? AND_HERE[status] ?? HERE : "");
    return status === 409 ? "elsewhere" : "refused";
  }
}

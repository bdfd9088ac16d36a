// The addresses that take notes. Signing in again elsewhere renews what is asked.

const TIMEOUT_MS = 15_000;
const TOKEN = "csrfmiddlewaretoken";
const NOT_REACHED = "The newsroom was not reached. Your words are still here: try again.";
const SIGNED_OUT =
  "You are signed out. Sign in in another window, then press the button again.";

// Resolves to the answer's content; throws an Error whose message can be shown.
export async function post(address, fields, renewal) {
  let response = await ask(address, { method: "POST", body: new URLSearchParams(fields) });
  if (response.status === 403 && !isAnswer(response)) {
    hold((await answered(await ask(renewal))).token);
    response = await ask(address, { method: "POST", body: new URLSearchParams(fields) });
  }
  return answered(response);
}

export async function get(address) {
  return answered(await ask(address));
}

async function ask(address, options = {}) {
  const token = document.querySelector(`[name=${TOKEN}]`)?.value ?? "";
  const headers = { "X-Beside": "notes", "X-CSRFToken": token };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(address, { ...options, headers, signal });
  } catch {
    throw new Error(NOT_REACHED);
  }
}

async function answered(response) {
  if (!isAnswer(response)) {
    throw new Error(response.redirected ? SIGNED_OUT : NOT_REACHED);
  }
  const content = await response.json();
  if (!response.ok) throw Object.assign(new Error(content.words), { panel: content.panel });
  if (content.token) hold(content.token);
  return content;
}

function isAnswer(response) {
  return response.headers.get("Content-Type")?.startsWith("application/json");
}

function hold(fresh) {
  for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = fresh;
}

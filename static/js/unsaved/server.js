// The address that takes unsaved text. Signing in again elsewhere renews what is asked.

const TIMEOUT_MS = 10_000;
const MOST_WHEN_LEAVING = 60_000; // browsers send no more from a page that goes
const TOKEN = "csrfmiddlewaretoken";

export class NotReached extends Error {}

// Resolves to the answer's status and content; throws NotReached where none came.
export async function tell(address, message, { isLast = false } = {}) {
  const body = JSON.stringify(message);
  const options = { body, method: "POST", keepalive: isLast && body.length < MOST_WHEN_LEAVING };
  let response = await ask(address, options);
  if (response.status === 403 && !isAnswer(response)) {
    const renewed = await ask(address);
    if (renewed.status !== 200) return answered(renewed);
    hold((await renewed.json()).token);
    response = await ask(address, options);
  }
  const result = await answered(response);
  if (result.content.token) hold(result.content.token);
  return result;
}

async function ask(address, options = {}) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(address, { ...options, headers, signal });
  } catch (error) {
    throw new NotReached(error.message);
  }
}

// A page instead of an answer comes from somebody in between, or from a fault.
async function answered(response) {
  if (response.status >= 500 || !isAnswer(response)) throw new NotReached(response.status);
  try {
    return { status: response.status, content: await response.json() };
  } catch (error) {
    throw new NotReached(error.message);
  }
}

function isAnswer(response) {
  return response.headers.get("Content-Type")?.startsWith("application/json");
}

function token() {
  return document.querySelector(`[name=${TOKEN}]`)?.value ?? "";
}

function hold(fresh) {
  for (const field of document.querySelectorAll(`[name=${TOKEN}]`)) field.value = fresh;
}

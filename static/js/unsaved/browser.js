// Places in this browser for what the server does not have.

export function placesUnder(prefix) {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => keptAt(key));
  } catch {
    return [];
  }
}

// Where a page may keep nothing, writing says so, and the page is guarded instead.
export function keptAt(key) {
  return {
    key,
    read() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
    remove() {
      try {
        localStorage.removeItem(key);
      } catch {
        // nothing could be kept there either
      }
    },
  };
}

// Where words stand in what is shown: a surface's text as one line of plain words.

const BLOCK = /^(ADDRESS|BLOCKQUOTE|BR|DD|DIV|DT|FIGCAPTION|FIGURE|H\d|HR|LI|OL|P|TABLE|TBODY|TD|TH|THEAD|TR|UL)$/;
const AROUND = 80; // letters that are kept on either side

// A line knows for each of its letters in which text node it stands.
export function lineOf(root) {
  const line = { text: "", places: [] };
  let isApart = false;
  const take = (node) => {
    for (let at = 0; at < node.data.length; at += 1) {
      if (/\s/.test(node.data[at])) {
        isApart = true;
        continue;
      }
      if (isApart && line.text) {
        line.text += " ";
        line.places.push(null);
      }
      isApart = false;
      line.text += node.data[at];
      line.places.push([node, at]);
    }
  };
  const walk = (parent) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) take(node);
      else if (node.nodeType !== Node.ELEMENT_NODE || "footnote" in node.dataset) continue;
      else {
        const isBlock = BLOCK.test(node.tagName);
        isApart ||= isBlock;
        walk(node);
        isApart ||= isBlock;
      }
    }
  };
  walk(root);
  return line;
}

// The words of a range, and those around them.
export function passageOf(range, root) {
  const { text, places } = lineOf(root);
  const isIn = (place) =>
    place &&
    range.comparePoint(place[0], place[1]) >= 0 &&
    range.comparePoint(place[0], place[1] + 1) <= 0;
  const start = places.findIndex(isIn);
  if (start === -1) return null;
  const end = places.findLastIndex(isIn) + 1;
  return { field: root.closest("[data-field]")?.dataset.field ?? "", ...cut(text, start, end) };
}

export function cut(text, start, end) {
  return {
    quote: text.slice(start, end),
    before: text.slice(Math.max(0, start - AROUND), start).trim(),
    after: text.slice(end, end + AROUND).trim(),
  };
}

// The range of words in a line, with most of what stood around them; null: not there.
export function find(line, { words, before, after }) {
  let [best, start] = [-1, -1];
  for (let at = line.text.indexOf(words); at !== -1; at = line.text.indexOf(words, at + 1)) {
    const left = line.text.slice(0, at).trimEnd();
    const right = line.text.slice(at + words.length).trimStart();
    const common = inCommon(reversed(before), reversed(left)) + inCommon(after, right);
    if (common > best) [best, start] = [common, at];
  }
  if (start === -1) return null;
  const range = document.createRange();
  const last = line.places[start + words.length - 1];
  range.setStart(...line.places[start]);
  range.setEnd(last[0], last[1] + 1);
  return range;
}

const reversed = (text) => [...text.slice(-2 * AROUND)].reverse().join("");

function inCommon(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

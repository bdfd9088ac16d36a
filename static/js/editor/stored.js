// The editor's HTML in the words that the newsroom stores.

export function asStored(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const holder of body.querySelectorAll("li, td, th")) unwrap(holder);
  for (const table of body.querySelectorAll("table")) separateHead(table);
  while (isEmptyParagraph(body.lastElementChild)) body.lastElementChild.remove();
  return body.innerHTML;
}

// The editor wants a paragraph in every item and cell; a plain one is left out.
function unwrap(holder) {
  const [first, ...rest] = holder.children;
  const isPlain = first?.tagName === "P" && !first.attributes.length;
  if (isPlain && rest.every((part) => ["UL", "OL"].includes(part.tagName))) {
    first.replaceWith(...first.childNodes);
  }
}

function separateHead(table) {
  const rows = [...table.rows];
  const isBody = (row) => [...row.cells].some((cell) => cell.tagName === "TD");
  const first = rows.findIndex(isBody);
  const heads = rows.slice(0, first === -1 ? rows.length : first);
  if (heads.length) table.createTHead().append(...heads);
  for (const part of [...table.tBodies]) if (!part.rows.length) part.remove();
}

function isEmptyParagraph(part) {
  return part?.tagName === "P" && !part.childNodes.length;
}

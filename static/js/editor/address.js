// What people type for an address, as an address.

// Labels between dots, perhaps a port, then the path or nothing.
const HOST = /^(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}{2,}(?::\d+)?(?=[/?#]|$)/u;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;
const HELP = "Write one such as https://www.example.org";

// Returns {href}, or {error} in words for whoever typed it.
export function readAddress(typed, protocols) {
  const address = typed.trim();
  if (!address) return { error: `There is no address here. ${HELP}` };
  if (/\s/.test(address)) return { error: `An address has no spaces in it. ${HELP}` };
  if (HOST.test(address)) return { href: `https://${address}` };
  if (MAIL.test(address)) return { href: `mailto:${address}` };
  if (/^(\/(?![/\\])|#.)/.test(address)) return { href: address };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1].toLowerCase();
  if (!scheme) return { error: `This is no address. ${HELP}` };
  if (!protocols.includes(scheme)) {
    return { error: `A link cannot begin with “${scheme}:”. ${HELP}` };
  }
  if (isWhole(address, scheme)) return { href: address };
  return { error: `This is only the beginning of an address. ${HELP}` };
}

function isWhole(address, scheme) {
  const rest = address.slice(scheme.length + 1);
  if (scheme === "mailto") return MAIL.test(rest.split("?")[0]);
  if (scheme === "tel") return /\d/.test(rest);
  return /^\/\/[^/?#]/.test(rest) && URL.canParse(address);
}

export type TextPart = { text: string } | { text: string; href: string };

const link = /https?:\/\/[^\s<>"]+/gi;
/** Belongs to the sentence rather than to the address when it stands at its end. */
const trailing = /[.,;:!?'’”]+$/;

/** Splits a message into plain text and addresses; only http and https become links. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(link)) {
    const address = trimAddress(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index) });
    parts.push({ text: address, href: new URL(address).href });
    done = match.index + address.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}

function trimAddress(found: string): string {
  let address = found.replace(trailing, '');
  // A closing bracket without its opening one belongs to the sentence as well.
  while (address.endsWith(')') && count(address, ')') > count(address, '(')) {
    address = address.slice(0, -1).replace(trailing, '');
  }
  return address;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** What a ready reply can leave to be filled in, as it stands between `{{` and `}}`. */
export const replyPlaceholders = ['customer.name', 'technician.name', 'company', 'portal'] as const;
export type ReplyPlaceholder = (typeof replyPlaceholders)[number];

/** Longest shortcut and longest text of a ready reply, in UTF-16 code units. */
export const maxShortcutLength = 32;
export const maxReplyLength = 4000;

const shortcut = /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u;
/** With the white space before it, which goes where there is nothing to fill in. */
const placeholder = /([ \t]*)\{\{([^{}]*)\}\}/g;

/** A shortcut is one word of letters, digits, `-` and `_`; its case does not matter. */
export function isShortcut(text: string): boolean {
  return text.length <= maxShortcutLength && shortcut.test(text);
}

/** The form in which shortcuts are stored and compared. */
export function shortcutKey(text: string): string {
  return text.normalize('NFKC').trim().replace(/^\//, '').toLowerCase();
}

function isKnown(name: string): name is ReplyPlaceholder {
  return (replyPlaceholders as readonly string[]).includes(name);
}

/** What stands between braces and means nothing, in the order of the text. */
export function unknownPlaceholders(text: string): string[] {
  return [...text.matchAll(placeholder)]
    .map(([, , name = '']) => name.trim())
    .filter((name) => !isKnown(name));
}

/** The text as it is sent. What is not known leaves no gap. */
export function fillReply(text: string, values: Record<ReplyPlaceholder, string>): string {
  return text.replaceAll(placeholder, (whole, space: string, found: string) => {
    const name = found.trim();
    if (!isKnown(name)) return whole;
    const value = values[name].trim();
    return value === '' ? '' : space + value;
  });
}

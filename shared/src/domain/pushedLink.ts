/** Longest address that is pushed to a customer, in UTF-16 code units. */
export const maxLinkLength = 2000;

/** WHATWG URL: the browsers and Node have it, the language does not. */
declare const URL: {
  new (text: string): {
    readonly href: string;
    readonly protocol: string;
    readonly host: string;
    readonly hostname: string;
    readonly username: string;
    readonly password: string;
  };
  canParse(text: string): boolean;
};

/**
 * The address that a technician typed, as it is sent to the customer; `undefined` where it is none.
 * Only http and https, and no user name in it: `https://bank.example@evil.example` is read wrongly.
 */
export function readLink(typed: string): string | undefined {
  const text = typed.trim();
  if (!/^https?:\/\//i.test(text) || text.length > maxLinkLength || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.hostname !== '';
  return isPlain && url.href.length <= maxLinkLength ? url.href : undefined;
}

/** An address in three parts, so that its host can be shown apart from what only looks like one. */
export function linkParts(href: string): { before: string; host: string; after: string } {
  const { protocol, host } = new URL(href);
  const before = `${protocol}//`;
  const rest = href.slice(before.length + host.length);
  return { before, host, after: rest === '/' ? '' : rest };
}

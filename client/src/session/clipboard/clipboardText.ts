/** Text of a clipboard that is handed over, in bytes of UTF-8. */
export const maxClipboardBytes = 100_000;

/** Characters of one message: at four bytes each, within its bound. */
const pieceLength = 1_000;
const utf8 = new TextEncoder();

export function fitsClipboard(text: string): boolean {
  return utf8.encode(text).byteLength <= maxClipboardBytes;
}

export interface ClipboardPart {
  part: number;
  last: boolean;
  text: string;
}

export function partsOf(text: string): ClipboardPart[] {
  const signs = [...text];
  const count = Math.max(1, Math.ceil(signs.length / pieceLength));
  return Array.from({ length: count }, (_, part) => ({
    part,
    last: part === count - 1,
    text: signs.slice(part * pieceLength, (part + 1) * pieceLength).join(''),
  }));
}

/** Puts parts together, in whatever order and however often they come. */
export class ClipboardParts {
  #parts = new Map<number, string>();
  #count: number | undefined;
  #bytes = 0;

  /** @returns the text once it is whole, `too-large`, or `undefined` as long as parts are missing */
  take({ part, last, text }: ClipboardPart): string | { why: 'too-large' } | undefined {
    if (!this.#parts.has(part)) this.#bytes += utf8.encode(text).byteLength;
    if (this.#bytes > maxClipboardBytes) return { why: 'too-large' };
    this.#parts.set(part, text);
    if (last) this.#count = part + 1;
    if (this.#parts.size !== this.#count) return undefined;
    return Array.from({ length: this.#count }, (_, index) => this.#parts.get(index)).join('');
  }
}

import { decodeTrailer, trailerLength, type SealMode } from '@beside/shared/protocol/sealing';
import { concat, type Bytes } from './bytes.ts';
import type { ContentKey } from './contentKey.ts';
import { ReplayWindow } from './replayWindow.ts';
import { sealParameters } from './sealer.ts';

/** What another page seals with, as it was told to this one. */
export interface TheirKey {
  owner: string;
  generation: number;
  mode: SealMode;
  /** `null` where that page seals nothing. */
  content: ContentKey | null;
}

interface Generation {
  content: ContentKey;
  windows: Map<number, ReplayWindow>;
}
interface Owner {
  mode: SealMode;
  newest: number;
  generations: Map<number, Generation>;
}

/** Generations of one sender that open at the same time: the newest, and the one still on its way. */
const generationsKept = 2;

/** Opens what other pages have sealed, each piece once. */
export class Opener {
  readonly #owners = new Map<string, Owner>();

  /** A page that has begun anew starts over; otherwise generations only rise. */
  setKey({ owner, generation, mode, content }: TheirKey): void {
    const known = this.#owners.get(owner);
    const own: Owner =
      known && known.newest < generation
        ? { ...known, mode, newest: generation }
        : { mode, newest: generation, generations: new Map() };
    if (content) own.generations.set(generation, { content, windows: new Map() });
    for (const old of [...own.generations.keys()].slice(0, -generationsKept)) {
      own.generations.delete(old);
    }
    this.#owners.set(owner, own);
  }

  forget(owner: string): void {
    this.#owners.delete(owner);
  }

  /**
   * @param label as it was given to the sealer
   * @returns `null` for what is not from that page, was changed, has come before, or has no key here
   */
  async open(owner: string, label: string, data: Bytes): Promise<Bytes | null> {
    const from = this.#owners.get(owner);
    if (!from) return null;
    const trailer = decodeTrailer(data);
    if (!trailer) return from.mode === 'open' ? data : null;
    const { stream, counter, generation, clear } = trailer;
    const key = from.generations.get(generation);
    if (!key) return null;
    const window = key.windows.get(stream) ?? new ReplayWindow();
    if (!window.isNew(counter)) return null;
    const end = data.byteLength - trailerLength;
    const readable = data.subarray(0, clear);
    try {
      const opened = await crypto.subtle.decrypt(
        sealParameters(key.content.salt, data.slice(end), label, readable),
        key.content.key,
        data.subarray(clear, end),
      );
      // Looked at again: the same piece may have come twice while the first was being opened.
      const noted = key.windows.get(stream) ?? window;
      if (!noted.isNew(counter)) return null;
      noted.note(counter);
      key.windows.set(stream, noted);
      return concat(readable, new Uint8Array(opened));
    } catch {
      // Not authentic: WebCrypto says no more than that, and neither do we.
      return null;
    }
  }
}

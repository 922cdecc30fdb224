import { decodeTrailer, trailerLength, type SealMode } from '@beside/shared/protocol/sealing';
import type { Bytes } from './bytes.ts';
import type { ContentKey } from './contentKey.ts';
import { ReplayWindow } from './replayWindow.ts';
import { sealParameters, type SealParameters } from './sealer.ts';

/** What another page seals with, as it was told to this one. */
export interface TheirKey<Key> {
  owner: string;
  generation: number;
  mode: SealMode;
  /** `null` where that page seals nothing. */
  content: ContentKey<Key> | null;
}

interface Generation<Key> {
  content: ContentKey<Key>;
  windows: Map<number, ReplayWindow>;
}
interface Owner<Key> {
  mode: SealMode;
  newest: number;
  generations: Map<number, Generation<Key>>;
}

/** A piece that is not known to have come, and what it is to be opened with. */
interface Piece<Key> {
  key: Key;
  parameters: SealParameters;
  readable: Bytes;
  sealed: Bytes;
  /** To be called when it has proven to be authentic. @returns whether it has not come meanwhile */
  isFirst(): boolean;
}

/** Generations of one sender that open at the same time: the newest, and the one still on its way. */
const generationsKept = 2;

/** Opens what other pages have sealed, each piece once. */
export abstract class Opener<Key> {
  readonly #owners = new Map<string, Owner<Key>>();

  /** A page that has begun anew starts over; otherwise generations only rise. */
  setKey({ owner, generation, mode, content }: TheirKey<Key>): void {
    const known = this.#owners.get(owner);
    const own: Owner<Key> =
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

  /** Whether this is in clear, from a page that said so. */
  protected isOpen(owner: string, data: Bytes): boolean {
    return this.#owners.get(owner)?.mode === 'open' && !decodeTrailer(data);
  }

  protected find(owner: string, label: string, data: Bytes): Piece<Key> | null {
    const trailer = decodeTrailer(data);
    const own = trailer && this.#owners.get(owner)?.generations.get(trailer.generation);
    if (!trailer || !own) return null;
    const { stream, counter, clear } = trailer;
    const { windows, content } = own;
    if (windows.get(stream)?.isNew(counter) === false) return null;
    const end = data.byteLength - trailerLength;
    const readable = data.subarray(0, clear);
    return {
      key: content.key,
      parameters: sealParameters(content.salt, data.slice(end), label, readable),
      readable,
      sealed: data.subarray(clear, end),
      isFirst() {
        const window = windows.get(stream) ?? new ReplayWindow();
        if (!window.isNew(counter)) return false;
        window.note(counter);
        windows.set(stream, window);
        return true;
      },
    };
  }
}

import type { TheirKey } from './opener.ts';
import type { OwnKey } from './sealer.ts';

/** What the page tells the worker. */
export type ToWorker =
  | { type: 'own'; own: OwnKey<CryptoKey> }
  | { type: 'theirs'; theirs: TheirKey<CryptoKey> }
  | { type: 'forget'; owner: string };

/** What the worker tells the page: that it runs, and how many frames it could not open since then. */
export type FromWorker = { type: 'ready' } | { type: 'unopened'; count: number };

/** A picture that the worker decodes itself. */
export interface Playout {
  pictures: WritableStream<VideoFrame>;
  /** Told once, if it cannot. */
  unplayed: MessagePort;
}

/** Given with each transform. `from`: whose seal is to be opened; `null`: it is not sealed. */
export type TransformOptions =
  { side: 'send'; stream: number } | { side: 'receive'; from: string | null; play: Playout | null };

import type { BlankingRules } from './regions.ts';

/** A captured track with parts of its picture painted over, before anything of it is encoded. */
export interface Blanker {
  /** Has no frame before its first blanked one. */
  readonly track: MediaStreamTrack;
  setRules(rules: BlankingRules): void;
  close(): void;
}

export interface BlankerParts {
  /** Stays the caller's. */
  source: MediaStreamTrack;
  rules: BlankingRules;
  /** What comes is not the picture any more that the parts were drawn on, or is it again. */
  onChanged(changed: boolean): void;
}

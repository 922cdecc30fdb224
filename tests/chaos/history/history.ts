import type { RequestPhase } from '@beside/shared/domain/requestPhase';

/** What one page saw or did, in the order in which it happened there. */
export type Happening = { at: number; page: string } & (
  | { kind: 'down' }
  | { kind: 'up' }
  /** The server said that this request exists from now on. */
  | { kind: 'opened'; request: string }
  /** A message went out, for the first time or again. */
  | { kind: 'sent'; request: string; id: string }
  | { kind: 'acked'; request: string; id: string; seq: number }
  /** It stands in front of the person; entries of other kinds have ids as well. */
  | { kind: 'shown'; request: string; id: string; seq: number }
  /** Asked for the whole after a new connection, and got it. */
  | { kind: 'followed'; request: string }
  /** A state of the request, as the page was told of it. */
  | { kind: 'state'; request: string; state: SeenState }
  | { kind: 'asking'; request: string; user: string; what: 'assign' | 'unassign' }
  /** `unknown`: no answer came, and it may have been done. */
  | {
      kind: 'asked';
      request: string;
      user: string;
      what: 'assign' | 'unassign';
      outcome: 'done' | 'refused' | 'unknown';
    }
);

/** `version` counts a technician's view of the request; customers count fewer. */
export interface SeenState {
  party: 'customer' | 'technician';
  version: number;
  phase: RequestPhase;
  assignee: string | null;
  share: string;
}

export type History = readonly Happening[];

/** Those of one kind. */
export function ofKind<K extends Happening['kind']>(
  history: History,
  kind: K,
): Extract<Happening, { kind: K }>[] {
  return history.filter((one): one is Extract<Happening, { kind: K }> => one.kind === kind);
}

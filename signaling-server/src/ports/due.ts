import type { AccountId } from '@beside/shared/domain/ids';

export const dueKinds = [
  'route',
  'offer',
  'invitation',
  'alert',
  'leaving',
  'lease',
  'code',
  'file',
  'notice',
  'delivery',
  'webhook',
  'page',
  'retention',
  'recording',
] as const;
export type DueKind = (typeof dueKinds)[number];

/** Something that must happen at a time, whichever node is alive then. */
export interface DueRow {
  kind: DueKind;
  /** What it is about: the id of an account, a request, a user, a code, a file or a recording, or a page. */
  subject: string;
  accountId: AccountId;
  dueAt: number;
}

/** What must happen later, over all accounts. */
export interface DueStorage {
  /**
   * Takes what is due, for this node alone until `until`; what is not {@link done} by then is taken
   * again, by whoever is alive.
   */
  claim(now: number, limit: number, until: number, kinds?: readonly DueKind[]): Promise<DueRow[]>;
  /** It was done, and was not set anew meanwhile. */
  done(row: DueRow): Promise<void>;
}

import type { DueKind } from '../../ports/due.ts';

/** One row for each subject of a kind. */
export const dueId = (kind: DueKind, subject: string): string => `${kind}:${subject}`;

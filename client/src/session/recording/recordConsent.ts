import type { RecordState } from '@beside/shared/domain/recording';

/**
 * A stroke of the technician's hand that was on its way when the question came could fall on its
 * answer: within so long after the question nothing is taken for one, in ms.
 */
export const answerAfterMs = 600;

/** Whether an answer to the question of a recording is the customer's own. */
export function createRecordConsent(now: () => number) {
  let askedAt: number | null = null;
  return {
    follow(record: RecordState): void {
      if (record.phase !== 'proposed') askedAt = null;
      else askedAt ??= now();
    },
    isOwn: ({ isTrusted }: { isTrusted: boolean }): boolean =>
      isTrusted && askedAt !== null && now() - askedAt >= answerAfterMs,
  };
}

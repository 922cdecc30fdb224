import type { AccountId } from '@beside/shared/domain/ids';
import { involvedIn, maySee } from '@beside/shared/domain/rights';
import type { Clock } from '@beside/shared/lib/clock';
import type { Storage, StoredRequest } from '../ports.ts';
import type { Publisher } from '../ports/publisher.ts';

/**
 * Takes a request from the view of those who may not see it any more: it was theirs and is not, or
 * it belongs to another company now (rule T12).
 */
export function createHiding({
  storage,
  publisher,
  clock,
}: {
  storage: Storage;
  publisher: Publisher;
  clock: Clock;
}) {
  return async (
    accountId: AccountId,
    before: StoredRequest | undefined,
    { request }: StoredRequest,
  ): Promise<void> => {
    if (!before) return;
    const stay = new Set(involvedIn(request));
    const isLeft = involvedIn(before.request).some((id) => !stay.has(id));
    const hasMoved = (before.request.companyId ?? null) !== (request.companyId ?? null);
    if (!isLeft && !hasMoved) return;
    for (const { id, companies } of await storage.forAccount(accountId).workers(clock.now())) {
      const viewer = { party: 'technician', id, companies } as const;
      if (!maySee(viewer, before.request) || maySee(viewer, request)) continue;
      await publisher.requestHidden(id, { requestId: request.id, version: request.version });
    }
  };
}

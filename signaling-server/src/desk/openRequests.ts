import type { AccountId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { isOver } from '@beside/shared/domain/requestPhase';
import type { Storage } from '../ports.ts';

const perPage = 500;

/** Every request of the account that is not over, whoever may see it. */
export async function listOpenRequests(
  storage: Storage,
  accountId: AccountId,
): Promise<SupportRequest[]> {
  const account = storage.forAccount(accountId);
  const open: SupportRequest[] = [];
  for (;;) {
    const last = open.at(-1);
    const after = last && { isOver: false, createdAt: last.createdAt, id: last.id };
    // Those that are over come after all others.
    const page = await account.requests(perPage, 'all', { after });
    const fresh = page.filter(({ phase }) => !isOver(phase));
    open.push(...fresh);
    if (fresh.length < perPage) return open;
  }
}

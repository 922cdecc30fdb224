import type { AccountId, EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { TabReach } from '@beside/shared/domain/sharing';
import { CodedError } from '@beside/shared/protocol/errors';
import { findSeen, type Actor } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import type { Storage } from '../ports.ts';
import { shared } from './liveSteps.ts';

type Customer = Extract<Actor, { party: 'customer' }>;

/** A shared tab that carries our script (rule I3), as the page that shares speaks of it. */
export interface Tabs {
  /** @throws CodedError('conflict', 'phase-forbids') where this page shares no tab */
  assertShares(customer: Customer, id: RequestId, endpoint: EndpointId): Promise<void>;
  /**
   * Writes down what a hand reaches there.
   *
   * @throws CodedError('conflict', 'phase-forbids') where this page shares no tab
   */
  reach(
    customer: Customer,
    id: RequestId,
    endpoint: EndpointId,
    tab: TabReach | null,
  ): Promise<SupportRequest>;
  /** Whose name the question in that tab bears. */
  company(accountId: AccountId): Promise<string>;
}

function assertSharesTab({ live: { share } }: SupportRequest, endpoint: EndpointId): void {
  const isIts = share.phase === 'sharing' && share.endpoint === endpoint && share.surface === 'tab';
  if (!isIts) throw new CodedError('conflict', 'phase-forbids');
}

export function createTabs(storage: Storage, change: Changer): Tabs {
  return {
    async assertShares(customer, id, endpoint) {
      const { request } = await findSeen(storage, customer, id);
      assertSharesTab(request, endpoint);
    },
    reach: (customer, id, endpoint, tab) =>
      change(customer, id, ({ request }) => {
        assertSharesTab(request, endpoint);
        const { share } = request.live;
        const before = share.phase === 'sharing' ? (share.tab ?? null) : null;
        // Said again, it is as it was.
        if (before === tab) return undefined;
        return {
          request: { live: shared(request, { type: 'reach', tab }) },
          events:
            tab === 'ready' ? [{ code: 'tab-agreed' }] : tab === null ? [{ code: 'tab-left' }] : [],
        };
      }),
    async company(accountId) {
      return (await storage.forAccount(accountId).account())?.name ?? '';
    },
  };
}

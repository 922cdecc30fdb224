import type { AccountId, EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import type { TabReach } from '@beside/shared/domain/sharing';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, findSeen, type Actor } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import type { Storage } from '../ports.ts';
import { shared } from './liveSteps.ts';
import { shown } from './showSteps.ts';

/** A shared tab that carries our script (rule I3), as the page that shares speaks of it. */
export interface Tabs {
  /** @throws CodedError('conflict', 'phase-forbids') where this page shares no tab */
  assertShares(actor: Actor, id: RequestId, endpoint: EndpointId): Promise<void>;
  /**
   * Writes down what a hand reaches there.
   *
   * @throws CodedError('conflict', 'phase-forbids') where this page shares no tab
   */
  reach(
    actor: Actor,
    id: RequestId,
    endpoint: EndpointId,
    tab: TabReach | null,
  ): Promise<SupportRequest>;
  /** Whose name the question in that tab bears. */
  company(accountId: AccountId): Promise<string>;
}

/** Whose tab it is that this page shares. @throws CodedError('conflict', 'phase-forbids') */
function sharedTab(actor: Actor, request: SupportRequest, endpoint: EndpointId): TabReach | null {
  assertTakesPart(actor, request);
  const { share, show } = request.live;
  const own =
    actor.party === 'customer'
      ? share.phase === 'sharing' && share
      : show.phase === 'showing' && show;
  if (!own || own.endpoint !== endpoint || own.surface !== 'tab') {
    throw new CodedError('conflict', 'phase-forbids');
  }
  return own.tab ?? null;
}

export function createTabs(storage: Storage, change: Changer): Tabs {
  return {
    async assertShares(actor, id, endpoint) {
      const { request } = await findSeen(storage, actor, id);
      sharedTab(actor, request, endpoint);
    },
    reach: (actor, id, endpoint, tab) =>
      change(actor, id, ({ request }) => {
        // Said again, it is as it was.
        if (sharedTab(actor, request, endpoint) === tab) return undefined;
        if (actor.party === 'technician') {
          const { live, events } = shown(request, { type: 'reach', tab });
          const agreed: SystemEvent[] = tab === 'ready' ? [{ code: 'hand-agreed' }] : [];
          return { request: { live }, events: [...agreed, ...events] };
        }
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

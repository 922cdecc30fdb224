import { randomInt, randomUUID } from 'node:crypto';
import { nextHelper, type HelperEvent, type PictureSize } from '@beside/shared/domain/helper';
import type { EndpointId, RequestId } from '@beside/shared/domain/ids';
import type { LiveState, SupportRequest, SystemEvent } from '@beside/shared/domain/request';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Actor } from '../desk/actor.ts';
import type { Change, Changer, SystemChanger } from '../desk/change.ts';
import { hashToken } from '../identity/tokens.ts';
import type { FoundHelper, Storage } from '../ports.ts';

/** How long the digits of a helper are good for: it is started while its code is looked at. */
const helperCodeMs = 10 * 60_000;
const maxTries = 5;

type Customer = Extract<Actor, { party: 'customer' }>;

/** The desktop helpers of requests (rule I3): who is let in by which code, and until when. */
export interface Helpers {
  /** @throws CodedError('conflict', 'phase-forbids') where this page shares no whole screen */
  invite(
    customer: Customer,
    id: RequestId,
    wish: { endpoint: EndpointId; picture: PictureSize },
  ): Promise<{ request: SupportRequest; code: string; expiresAt: number }>;
  end(customer: Customer, id: RequestId): Promise<SupportRequest>;
  /** @throws CodedError('not-found', 'wrong-code'), the same for every code that opens nothing */
  enter(entry: { code: string; secret: string }): Promise<void>;
  /** Whose helper has this token; `undefined` once it is over. */
  byToken(token: string): Promise<{ helper: FoundHelper; request: SupportRequest } | undefined>;
  agree(helper: FoundHelper): Promise<void>;
  /** The helper has gone by itself; nothing where it is another one's turn already. */
  leave(
    helper: Pick<FoundHelper, 'accountId' | 'requestId' | 'id'>,
    why: 'declined' | 'stopped' | 'left',
  ): Promise<void>;
}

const wrongCode = (): CodedError => new CodedError('not-found', 'wrong-code');

const idOf = ({ helper }: LiveState): string | undefined =>
  helper === undefined || helper.phase === 'none' ? undefined : helper.id;

/** @throws CodedError('conflict', 'phase-forbids') */
function helped(request: SupportRequest, event: HelperEvent): LiveState {
  const helper = nextHelper(request.live.helper, event);
  if (!helper) throw new CodedError('conflict', 'phase-forbids');
  return { ...request.live, helper };
}

/** What a hand can do changes with the helper: a grant is for what was said when it was given. */
function withoutGrant(live: LiveState, why: 'helper-changed' | 'revoked'): Change {
  if (live.control.phase !== 'granted') return { request: { live }, events: [] };
  return {
    request: { live: { ...live, control: { phase: 'none', last: why } } },
    events: [{ code: 'control-ended', why }],
  };
}

function ended(request: SupportRequest, event: Extract<HelperEvent, { type: 'end' }>): Change {
  const wasReady = request.live.helper?.phase === 'ready';
  const live = helped(request, event);
  if (!wasReady) return { request: { live }, events: [] };
  const change = withoutGrant(live, event.why === 'stopped' ? 'revoked' : 'helper-changed');
  const said: SystemEvent = { code: 'helper-ended', why: event.why };
  return { ...change, events: [...change.events, said] };
}

export function createHelpers(
  { storage, clock }: { storage: Storage; clock: Clock },
  change: Changer,
  changeBySystem: SystemChanger,
): Helpers {
  const isIts = (request: SupportRequest, { id }: Pick<FoundHelper, 'id'>): boolean =>
    idOf(request.live) === id;

  return {
    async invite(customer, requestId, { endpoint, picture }) {
      const expiresAt = clock.now() + helperCodeMs;
      for (let tries = 1; ; tries += 1) {
        const id = randomUUID();
        const digits = String(randomInt(1_000_000_000)).padStart(9, '0');
        try {
          const request = await change(customer, requestId, async (row, _now, transaction) => {
            const { share } = row.request.live;
            const sharesIt =
              share.phase === 'sharing' &&
              share.surface === 'screen' &&
              share.endpoint === endpoint;
            if (!sharesIt) throw new CodedError('conflict', 'phase-forbids');
            const live = helped(row.request, { type: 'invite', id, picture });
            await transaction.saveHelper({ requestId, id, digits, tokenHash: null, expiresAt });
            return { request: { live }, events: [] };
          });
          return { request, code: digits, expiresAt };
        } catch (failure) {
          // The digits are another request's.
          const taken =
            failure instanceof CodedError && failure.code === 'conflict' && !failure.reason;
          if (!taken || tries >= maxTries) throw failure;
        }
      }
    },

    end: (customer, requestId) =>
      change(customer, requestId, ({ request }) => {
        if (idOf(request.live) === undefined) return undefined;
        return ended(request, { type: 'end', why: 'dismissed' });
      }),

    async enter({ code, secret }) {
      const tokenHash = hashToken(secret);
      const { directory } = storage;
      if (await directory.helperByToken(tokenHash)) return;
      const found = await directory.helperByDigits(code);
      if (!found) throw wrongCode();
      await changeBySystem(found.accountId, found.requestId, async (row, now, transaction) => {
        // Looked at under the lock: of two that come with one code, one finds it unused.
        const isUnused = row.request.live.helper?.phase === 'invited' && isIts(row.request, found);
        if (!isUnused || now >= found.expiresAt) throw wrongCode();
        const live = helped(row.request, { type: 'come' });
        const { requestId, id, expiresAt } = found;
        await transaction.saveHelper({ requestId, id, digits: null, tokenHash, expiresAt });
        return { request: { live }, events: [] };
      });
    },

    async byToken(token) {
      const helper = await storage.directory.helperByToken(hashToken(token));
      if (!helper) return undefined;
      const row = await storage.forAccount(helper.accountId).request(helper.requestId);
      return row && isIts(row.request, helper) ? { helper, request: row.request } : undefined;
    },

    async agree(helper) {
      await changeBySystem(helper.accountId, helper.requestId, ({ request }) => {
        if (!isIts(request, helper)) throw new CodedError('conflict', 'phase-forbids');
        if (request.live.helper?.phase === 'ready') return undefined;
        const change = withoutGrant(helped(request, { type: 'agree' }), 'helper-changed');
        return { ...change, events: [...change.events, { code: 'helper-ready' }] };
      });
    },

    async leave(helper, why) {
      await changeBySystem(helper.accountId, helper.requestId, ({ request }) =>
        isIts(request, helper) ? ended(request, { type: 'end', why }) : undefined,
      );
    },
  };
}

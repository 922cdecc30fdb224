import { v7 as uuidV7 } from 'uuid';
import type { EndpointId, RecordingId, RequestId } from '@beside/shared/domain/ids';
import {
  answersAreOwn,
  nextRecord,
  recordOf,
  type RecordEvent,
} from '@beside/shared/domain/recording';
import type { LiveState, SupportRequest } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import { assertTakesPart, type Actor, type Technician } from '../desk/actor.ts';
import type { Changer } from '../desk/change.ts';
import type { RecordingKeys } from '../desk/recordingKeys.ts';
import type { Storage } from '../ports.ts';
import { personIn } from './liveSteps.ts';

type Customer = Extract<Actor, { party: 'customer' }>;

/** The question whether a session may be recorded, the answer, and the end (rule M3). */
export interface Record {
  /**
   * @throws CodedError('conflict'): 'recording-off' where the account wants none, 'phase-forbids' where
   *   nothing is shared, or a hand that moves the whole desktop could answer the question
   */
  propose(technician: Technician, id: RequestId, endpoint: EndpointId): Promise<SupportRequest>;
  withdraw(technician: Technician, id: RequestId): Promise<SupportRequest>;
  /** From the page that shares alone. @throws CodedError('conflict', 'phase-forbids') */
  agree(customer: Customer, id: RequestId, endpoint: EndpointId): Promise<SupportRequest>;
  decline(customer: Customer, id: RequestId): Promise<SupportRequest>;
  stop(actor: Actor, id: RequestId): Promise<SupportRequest>;
  /** The page writes it from now on; `next` is the piece that comes next. */
  take(
    technician: Technician,
    id: RequestId,
    endpoint: EndpointId,
  ): Promise<{ request: SupportRequest; next: number }>;
}

interface Parts {
  storage: Storage;
  change: Changer;
  keys: RecordingKeys;
}

/** @throws CodedError('conflict', 'phase-forbids') */
function recorded(request: SupportRequest, event: RecordEvent): LiveState {
  const { live } = request;
  const record = live.share.phase === 'sharing' ? nextRecord(recordOf(live), event) : undefined;
  if (!record) throw new CodedError('conflict', 'phase-forbids');
  return { ...live, record };
}

/** @throws CodedError('conflict', 'phase-forbids') */
function assertOwnAnswer({ live }: SupportRequest): void {
  if (!answersAreOwn(live)) throw new CodedError('conflict', 'phase-forbids');
}

export function createRecord({ storage, change, keys }: Parts): Record {
  const naming = ({ user }: Technician) => ({ id: user.id, name: user.name });
  return {
    async propose(technician, id, endpoint) {
      const { allowed } = await storage.forAccount(technician.accountId).recordings.settings();
      return change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        if (!allowed) throw new CodedError('conflict', 'recording-off');
        assertOwnAnswer(request);
        const live = recorded(request, { type: 'propose', by: technician.user.id, endpoint });
        return {
          request: { live },
          events: [{ code: 'record-proposed', by: naming(technician) }],
        };
      });
    },

    withdraw: (technician, id) =>
      change(technician, id, ({ request }) => {
        assertTakesPart(technician, request);
        const live = recorded(request, { type: 'withdraw' });
        return { request: { live }, events: [{ code: 'record-ended', why: 'withdrawn' }] };
      }),

    agree: (customer, id, endpoint) =>
      change(customer, id, async ({ request }, at, transaction) => {
        const { share } = request.live;
        assertOwnAnswer(request);
        if (share.phase !== 'sharing' || share.endpoint !== endpoint) {
          throw new CodedError('conflict', 'phase-forbids');
        }
        const recordingId = uuidV7() as RecordingId;
        const live = recorded(request, { type: 'agree', id: recordingId, at });
        const { record } = live;
        const by = record?.phase === 'recording' ? personIn(request, record.by) : undefined;
        if (record?.phase !== 'recording' || !by) {
          throw new CodedError('conflict', 'phase-forbids');
        }
        await transaction.recordings.insert({
          ...{ id: recordingId, requestId: id, by: record.by, endpoint: record.endpoint },
          ...{ key: keys.make(recordingId), startedAt: at, endedAt: null },
          ...{ pieces: 0, bytes: 0, until: at },
        });
        return { request: { live }, events: [{ code: 'record-started', by }] };
      }),

    decline: (customer, id) =>
      change(customer, id, ({ request }) => {
        const live = recorded(request, { type: 'decline' });
        return { request: { live }, events: [{ code: 'record-ended', why: 'declined' }] };
      }),

    stop: (actor, id) =>
      change(actor, id, ({ request }) => {
        assertTakesPart(actor, request);
        // Stopped twice, or by both at once: it is over.
        if (recordOf(request.live).phase !== 'recording') return undefined;
        const live = recorded(request, { type: 'end', why: 'stopped' });
        const by = actor.party === 'technician' ? naming(actor) : null;
        return { request: { live }, events: [{ code: 'record-ended', why: 'stopped', by }] };
      }),

    async take(technician, id, endpoint) {
      let next = 0;
      const request = await change(technician, id, async ({ request }, _at, transaction) => {
        assertTakesPart(technician, request);
        const record = recordOf(request.live);
        const isOwn = record.phase === 'recording' && record.by === technician.user.id;
        if (!isOwn) throw new CodedError('conflict', 'phase-forbids');
        const stored = await transaction.recordings.lock(record.id);
        if (!stored) throw new CodedError('not-found');
        next = stored.pieces;
        if (record.endpoint === endpoint) return undefined;
        await transaction.recordings.take(record.id, endpoint);
        return { request: { live: recorded(request, { type: 'take', endpoint }) }, events: [] };
      });
      return { request, next };
    },
  };
}

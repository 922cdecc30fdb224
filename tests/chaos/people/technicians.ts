import type { RequestId } from '@beside/shared/domain/ids';
import { RequestFailed, type Signaling } from '../../../client/src/signaling/signaling.ts';
import type { Recorder } from './recorder.ts';

/** A page of a technician, and what it was told to have. */
export interface Technician {
  user: string;
  page: string;
  line: Signaling;
  /** Of the user, once an answer has said it. */
  userId?: string;
  holds: Set<RequestId>;
}

type Way = 'assign' | 'unassign';

async function ask(
  technician: Technician,
  what: Way,
  requestId: RequestId,
  recorder: Recorder,
): Promise<void> {
  const { user, page, line, holds } = technician;
  const known = { page, request: requestId, user, what };
  if (what === 'unassign') holds.delete(requestId);
  recorder.add({ kind: 'asking', ...known });
  try {
    const { request } = await line.request(`request:${what}`, { requestId });
    recorder.add({ kind: 'asked', ...known, outcome: 'done' });
    if (what === 'unassign' || !request.assignee) return;
    technician.userId = request.assignee.id;
    holds.add(requestId);
  } catch (failure) {
    if (!(failure instanceof RequestFailed)) throw failure;
    const outcome = failure.code === 'unavailable' ? 'unknown' : 'refused';
    recorder.add({ kind: 'asked', ...known, outcome });
  }
}

/** Whoever has it gives it back, and then both want it at once (rule R3). */
export async function takeTogether(
  pair: readonly Technician[],
  requestId: RequestId,
  recorder: Recorder,
): Promise<void> {
  for (const technician of pair) {
    if (technician.holds.has(requestId)) await ask(technician, 'unassign', requestId, recorder);
  }
  await Promise.all(pair.map((technician) => ask(technician, 'assign', requestId, recorder)));
}

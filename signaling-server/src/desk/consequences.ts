import type { UserId } from '@beside/shared/domain/ids';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import { restMs } from '@beside/shared/domain/routing';
import type { WebhookEvent } from '@beside/shared/domain/webhooks';
import { keptMembers } from '@beside/shared/domain/team';
import type { AccountTransaction, StoredRequest } from '../ports.ts';
import type { DueKind } from '../ports/due.ts';
import { factsOf, writeFacts } from './webhookFacts.ts';
import { alertMs, customerLeaseMs } from './times.ts';

/** What follows from a change of a request by itself, and is written in the same commit. */
export interface Consequences {
  row: StoredRequest;
  due: { kind: DueKind; subject: string; at: number }[];
  /** Technicians who begin to wait anew: they got a customer, or got free, or let one pass. */
  waitFrom: UserId[];
  /** What others may be told of. */
  facts: WebhookEvent[];
}

const inHand: ReadonlySet<RequestPhase> = new Set(['offered', 'assigned', 'active']);

/** Who has the request, as far as it counts against their slots. */
function holderOf(row: StoredRequest | undefined): UserId | undefined {
  return row && inHand.has(row.request.phase) ? row.request.assignee?.id : undefined;
}

/** Whether somebody is invited who was not, or is so once more. */
function invitesAnew(before: StoredRequest | undefined, { request }: StoredRequest): boolean {
  const had = before?.request.team?.members ?? [];
  return (request.team?.members ?? []).some(
    ({ id, until }) => until !== null && !had.some((one) => one.id === id && one.until === until),
  );
}

/** @param before undefined where the request is new */
export function consequencesOf(
  before: StoredRequest | undefined,
  after: StoredRequest,
  now: number,
): Consequences {
  const { request } = after;
  const { phase, id } = request;
  const waits = phase === 'waiting';
  const beginsToWait = waits && before?.request.phase !== 'waiting';
  const [had, has] = [holderOf(before), holderOf(after)];
  const row: StoredRequest = {
    ...after,
    request: {
      ...request,
      offer: phase === 'offered' ? request.offer : null,
      ...(request.team ? { team: { ...request.team, members: [...keptMembers(request)] } } : {}),
    },
    routing: {
      passed: waits || phase === 'offered' ? after.routing.passed : [],
      alertUntil: waits ? (beginsToWait ? now + alertMs : after.routing.alertUntil) : null,
      assignedAt: has && has !== had ? now : after.routing.assignedAt,
      endedAt: had && !has && !waits ? now : has ? null : after.routing.endedAt,
    },
  };

  const due: Consequences['due'] = [];
  if (beginsToWait) {
    due.push(
      { kind: 'leaving', subject: id, at: now + customerLeaseMs },
      { kind: 'alert', subject: id, at: now + alertMs },
    );
  }
  const { offer, team } = row.request;
  const isCallingAnew = offer ? offer.until !== before?.request.offer?.until : beginsToWait;
  if (isCallingAnew || invitesAnew(before, row))
    due.push({ kind: 'notice', subject: `alert:${id}`, at: now });
  if (!before && phase === 'message-left') {
    due.push({ kind: 'notice', subject: `left-message:${id}`, at: now });
  }
  const runOut = (team?.members ?? []).flatMap(({ until }) => until ?? []);
  if (runOut.length > 0) due.push({ kind: 'invitation', subject: id, at: Math.min(...runOut) });
  if (offer) due.push({ kind: 'offer', subject: id, at: offer.until });
  const letPass = row.routing.passed.filter(
    ({ technician, at }) =>
      at === now && !before?.routing.passed.some((p) => p.technician === technician && p.at === at),
  );
  if (letPass.length > 0) due.push({ kind: 'route', subject: id, at: now + restMs });

  const isCalled = before?.request.phase === 'waiting' && phase === 'offered';
  const moved = before?.request.phase !== phase && (waits || before?.request.phase === 'offered');
  if (!isCalled && (moved || before?.request.phase === 'waiting' || had !== has)) {
    due.push({ kind: 'route', subject: request.portal.id, at: now });
  }
  const changedHands = had === has ? [] : [had, has];
  const waitFrom = [...changedHands, ...letPass.map(({ technician }) => technician)];
  return {
    row,
    due,
    waitFrom: [...new Set(waitFrom.filter((user) => user !== undefined))],
    facts: factsOf(before, row),
  };
}

/** Writes what follows; the row itself is the caller's. */
export async function writeConsequences(
  transaction: AccountTransaction,
  { row, due, waitFrom, facts }: Consequences,
  now: number,
): Promise<void> {
  for (const user of waitFrom) await transaction.waitFrom(user, now);
  await writeFacts(transaction, row, facts, now);
  // Last, because all changes of a portal's line meet here.
  for (const { kind, subject, at } of due) await transaction.schedule(kind, subject, at);
}

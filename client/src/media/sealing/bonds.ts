import { v4 as uuidV4 } from 'uuid';
import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import type { Told } from '@beside/shared/protocol/contract';
import type { SealStep } from '@beside/shared/protocol/contract/sealing';
import type { EnvelopeNote } from '@beside/shared/protocol/sealing';
import type { Signaling } from '../../signaling/signaling.ts';
import { Bond } from './bond.ts';

/** A page that has gone and does not come back within so long is no party any more. */
const awayGraceMs = 30_000;
/** Every agreement is one guess for who is in between: one person gets no more of them. */
const answersApartMs = 1_000;
const retry = { baseMs: 2_000, maxMs: 30_000 };

interface Parts {
  signaling: Signaling;
  requestId: RequestId;
  can: boolean;
  /** Whether that person may agree with this page upon keys. */
  mayBond(by: UserId | null): boolean;
  /** A bond has another state, or has gone (then it is no longer among `all`). */
  changed(bond: Bond): void;
  note(bond: Bond, note: EnvelopeNote): void;
}

/** With which pages this one has agreed, or is about to. */
export interface Bonds {
  readonly all: readonly Bond[];
  /** Those that this page has begun. */
  readonly begun: ReadonlySet<Bond>;
  /** Agrees with that page, and anew with another call; `null` is whoever has the request. */
  begin(to: EndpointId | null): void;
  /** Who takes part has changed. */
  review(): void;
  close(): void;
}

export function createBonds(parts: Parts): Bonds {
  const { signaling, requestId, can } = parts;
  const scope = new Scope();
  const all = new Set<Bond>();
  const begun = new Set<Bond>();
  const answeredAt = new Map<UserId | null, number>();
  const away = new Map<EndpointId, () => void>();
  let failures = 0;

  const drop = (bond: Bond): void => {
    if (!all.delete(bond)) return;
    begun.delete(bond);
    bond.close();
    parts.changed(bond);
  };
  scope.add(() => {
    for (const bond of all) bond.close();
  });

  const partsOf = (id: string, to: EndpointId | null) => ({
    id,
    requestId,
    own: signaling.endpoint,
    can,
    send: (known: EndpointId | null, step: SealStep) =>
      signaling.notice('seal:step', { requestId, to: known ?? to, bond: id, step }),
    changed: (bond: Bond) => changed(bond, to),
    note: (bond: Bond, note: EnvelopeNote) => parts.note(bond, note),
  });

  const changed = (bond: Bond, to: EndpointId | null): void => {
    if (!all.has(bond)) return;
    parts.changed(bond);
    if (bond.state === 'confirmed') failures = 0;
    if (bond.holds || bond.state === 'cannot') {
      // Only now: what the older one agreed upon holds as long as there is nothing newer.
      for (const other of all) {
        if (other !== bond && other.remote?.endpoint === bond.remote?.endpoint) drop(other);
      }
    }
    if (bond.state !== 'failed') return;
    const wasBegun = begun.has(bond);
    drop(bond);
    if (!wasBegun) return;
    scope.after(backoffMs(failures, retry, Math.random()), () => begin(to));
    failures += 1;
  };

  const begin = (to: EndpointId | null): void => {
    for (const bond of begun) if (!bond.holds && bond.askedFor === to) drop(bond);
    const bond = Bond.begin(partsOf(uuidV4(), to), to);
    all.add(bond);
    begun.add(bond);
  };

  const answer = ({ from, by, bond: id, step }: Told<'seal:step'>): void => {
    if ((step.type !== 'commit' && step.type !== 'cannot') || !parts.mayBond(by)) return;
    const now = performance.now();
    if (now - (answeredAt.get(by) ?? -Infinity) < answersApartMs) return;
    answeredAt.set(by, now);
    for (const other of all) {
      if (other.remote?.endpoint === from && other.state === 'opening') drop(other);
    }
    const remote = { endpoint: from, by };
    const bond = Bond.answer(partsOf(id, from), remote);
    all.add(bond);
    bond.receive(remote, step);
  };

  scope.add(
    signaling.on('seal:step', (message) => {
      const { from, by, to } = message;
      if (message.requestId !== requestId || (to !== null && to !== signaling.endpoint)) return;
      const known = [...all].find(({ id }) => id === message.bond);
      if (!known) return answer(message);
      if (known.remote !== null && known.remote.endpoint !== from) return;
      known.receive({ endpoint: from, by }, message.step);
    }),
  );
  scope.add(
    signaling.on('presence:changed', ({ requestId: about, presence }) => {
      if (about !== requestId) return;
      const here = new Set(presence.map(({ endpoint }) => endpoint));
      for (const bond of all) {
        const endpoint = bond.remote?.endpoint;
        if (endpoint === undefined || begun.has(bond)) continue;
        if (here.has(endpoint)) {
          away.get(endpoint)?.();
          away.delete(endpoint);
        } else if (!away.has(endpoint)) {
          away.set(
            endpoint,
            scope.after(awayGraceMs, () => {
              away.delete(endpoint);
              for (const gone of all) if (gone.remote?.endpoint === endpoint) drop(gone);
            }),
          );
        }
      }
    }),
  );

  return {
    get all() {
      return [...all];
    },
    begun,
    begin,
    review() {
      for (const bond of all) {
        if (!begun.has(bond) && bond.remote && !parts.mayBond(bond.remote.by)) drop(bond);
      }
    },
    close: () => scope.close(),
  };
}

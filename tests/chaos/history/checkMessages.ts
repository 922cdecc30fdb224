import type { Expectation, Violation } from './checkHistory.ts';
import { ofKind, type History } from './history.ts';

type Placed = { page: string; id: string; seq: number };

/** Of chat: nothing lost, nothing doubled, one order that is everybody's. */
export function checkMessages(history: History, { readers }: Expectation): Violation[] {
  const requests = new Set(ofKind(history, 'shown').map(({ request }) => request));
  for (const { request } of ofKind(history, 'acked')) requests.add(request);
  return [...requests].flatMap((request) => {
    const own = history.filter((one) => 'request' in one && one.request === request);
    return [
      ...checkPages(own, request),
      ...checkAgreement(own, request),
      ...checkAcknowledged(own, request, readers.get(request) ?? []),
      ...checkOrder(own, request),
    ];
  });
}

/** Each page shows 1, 2, 3 … and no message twice. */
function checkPages(history: History, request: string): Violation[] {
  const violations: Violation[] = [];
  for (const [page, shown] of groupByPage(ofKind(history, 'shown'))) {
    const ids = new Set<string>();
    shown.forEach(({ id, seq }, at) => {
      if (seq !== at + 1) {
        violations.push({ rule: 'gap', request, what: `${page} shows ${seq} as number ${at + 1}` });
      }
      if (ids.has(id)) violations.push({ rule: 'doubled', request, what: `${page} shows ${id}` });
      ids.add(id);
    });
  }
  return violations;
}

/** A place holds the same for everybody, and for whoever was told of it by an acknowledgement. */
function checkAgreement(history: History, request: string): Violation[] {
  const places = new Map<number, string>();
  const violations: Violation[] = [];
  for (const { page, id, seq } of [...ofKind(history, 'shown'), ...ofKind(history, 'acked')]) {
    const known = places.get(seq) ?? id;
    places.set(seq, known);
    if (known === id) continue;
    violations.push({ rule: 'disagreement', request, what: `${page} has ${id} at ${seq}` });
  }
  return violations;
}

/** Everybody who was there to the end has every acknowledged message. */
function checkAcknowledged(
  history: History,
  request: string,
  pages: readonly string[],
): Violation[] {
  const shown = groupByPage(ofKind(history, 'shown'));
  return pages.flatMap((page) => {
    const ids = new Set((shown.get(page) ?? []).map(({ id }) => id));
    return ofKind(history, 'acked')
      .filter(({ id }) => !ids.has(id))
      .map(({ id, seq }) => ({
        ...({ rule: 'lost', request } as const),
        what: `${page} never saw ${id}, which was acknowledged as ${seq}`,
      }));
  });
}

/** What was acknowledged before another one was first sent stands before it. */
function checkOrder(history: History, request: string): Violation[] {
  const acked = new Map<string, number>();
  const floors = new Map<string, number>();
  const violations: Violation[] = [];
  let highest = 0;
  for (const one of history) {
    if (one.kind === 'sent' && !floors.has(one.id)) floors.set(one.id, highest);
    if (one.kind !== 'acked') continue;
    if ((floors.get(one.id) ?? 0) >= one.seq) {
      violations.push({ rule: 'reordered', request, what: `${one.id} stands at ${one.seq}` });
    }
    const before = acked.get(one.id) ?? one.seq;
    if (before !== one.seq) {
      const what = `${one.id} was acknowledged as ${before} and as ${one.seq}`;
      violations.push({ rule: 'doubled', request, what });
    }
    acked.set(one.id, one.seq);
    highest = Math.max(highest, one.seq);
  }
  return violations;
}

function groupByPage<T extends Placed>(placed: readonly T[]): Map<string, T[]> {
  return Map.groupBy(placed, ({ page }) => page);
}

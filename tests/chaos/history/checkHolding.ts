import { isOver } from '@beside/shared/domain/requestPhase';
import type { Expectation, Violation } from './checkHistory.ts';
import { ofKind, type History, type SeenState } from './history.ts';

/** Of requests: each is there, one technician has it at most, and what was shared is shared again. */
export function checkHolding(history: History, { shared, readers }: Expectation): Violation[] {
  const opened = new Set(ofKind(history, 'opened').map(({ request }) => request));
  return [
    ...[...opened].flatMap((request) => [
      ...checkThere(history, request),
      ...checkHeld(history, request),
      ...checkVersions(history, request),
    ]),
    ...shared.flatMap((request) => checkShared(history, request, readers.get(request) ?? [])),
  ];
}

const statesOf = (history: History, request: string) =>
  ofKind(history, 'state').filter((one) => one.request === request);

function checkThere(history: History, request: string): Violation[] {
  const last = statesOf(history, request).at(-1)?.state;
  if (last && !isOver(last.phase)) return [];
  return [{ rule: 'lost', request, what: `the request ended as ${last?.phase ?? 'unheard of'}` }];
}

/** Who was told to have it has it, until they began to give it back. */
function checkHeld(history: History, request: string): Violation[] {
  const violations: Violation[] = [];
  let holder: string | undefined;
  for (const one of history) {
    if (!('request' in one) || one.request !== request) continue;
    if (one.kind === 'asking' && one.what === 'unassign' && one.user === holder) {
      holder = undefined;
    }
    if (one.kind !== 'asked' || one.what !== 'assign' || one.outcome !== 'done') continue;
    if (holder !== undefined && holder !== one.user) {
      violations.push({ rule: 'held-twice', request, what: `by ${holder} and by ${one.user}` });
    }
    holder = one.user;
  }
  return violations;
}

/** A version is one state, whoever is told of it. */
function checkVersions(history: History, request: string): Violation[] {
  const known = new Map<string, SeenState>();
  return statesOf(history, request).flatMap(({ page, state }) => {
    const key = `${state.party} ${state.version}`;
    const first = known.get(key) ?? state;
    known.set(key, first);
    if (first.phase === state.phase && first.assignee === state.assignee) return [];
    const what = `${page} was told of another version ${state.version}`;
    return [{ rule: 'disagreement' as const, request, what }];
  });
}

function checkShared(history: History, request: string, pages: readonly string[]): Violation[] {
  return pages.flatMap((page) => {
    const last = statesOf(history, request).findLast((one) => one.page === page);
    if (last?.state.share === 'sharing') return [];
    const what = `${page} was last told: ${last?.state.share ?? 'nothing'}`;
    return [{ rule: 'share-lost' as const, request, what }];
  });
}

import { expect, test } from 'vitest';
import { checkHistory } from './checkHistory.ts';
import type { Happening } from './history.ts';

const request = 'r';
const expected = { readers: new Map([[request, ['anna', 'toni']]]), shared: [] };
let clock = 0;
type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never;
const at = (one: Untimed<Happening>): Happening => ({ at: (clock += 1), ...one });

const sent = (page: string, id: string) => at({ kind: 'sent', page, request, id });
const acked = (page: string, id: string, seq: number) =>
  at({ kind: 'acked', page, request, id, seq });
const shown = (page: string, ...ids: string[]) =>
  ids.map((id, index) => at({ kind: 'shown', page, request, id, seq: index + 1 }));
const said = (page: string, id: string, seq: number) => [sent(page, id), acked(page, id, seq)];
const both = (...ids: string[]) => [...shown('anna', ...ids), ...shown('toni', ...ids)];
const rules = (...history: Happening[]) => checkHistory(history, expected).map(({ rule }) => rule);

const state = (page: string, version: number, assignee: string | null, share = 'off') =>
  at({
    kind: 'state',
    page,
    request,
    state: { party: 'technician', version, phase: 'assigned', assignee, share },
  });
const opened = () => at({ kind: 'opened', page: 'anna', request });
const assign = (user: string) =>
  at({ kind: 'asked', page: user, request, user, what: 'assign', outcome: 'done' });
const givesBack = (user: string) =>
  at({ kind: 'asking', page: user, request, user, what: 'unassign' });

test('[C2] a history in which everybody saw everything in one order is accepted', () => {
  const history = [...said('anna', 'm1', 1), ...said('toni', 'm2', 2), ...both('m1', 'm2')];
  expect(rules(...history)).toEqual([]);
});

test('[C2] a message that was sent twice and stored once is accepted', () => {
  expect(rules(sent('anna', 'm1'), ...said('anna', 'm1', 1), ...both('m1'))).toEqual([]);
});

test('[C2] a message that was stored and never acknowledged is accepted', () => {
  expect(rules(sent('anna', 'm1'), ...both('m1'))).toEqual([]);
});

test('[C2] an acknowledged message that one page never saw is refused', () => {
  const history = [...said('anna', 'm1', 1), ...shown('anna', 'm1')];
  expect(rules(...history)).toEqual(['lost']);
});

test('[C2] a message that stands twice is refused', () => {
  expect(rules(...said('anna', 'm1', 1), ...both('m1', 'm1'))).toEqual(
    expect.arrayContaining(['doubled']),
  );
});

test('[C2] a message that was acknowledged at two places is refused', () => {
  const history = [...said('anna', 'm1', 1), acked('anna', 'm1', 2), ...both('m1')];
  expect(rules(...history)).toContain('doubled');
});

test('[C2] two pages that show another order are refused', () => {
  const history = [...shown('anna', 'm1', 'm2'), ...shown('toni', 'm2', 'm1')];
  expect(rules(...history)).toContain('disagreement');
});

test('[C2] a message that stands before one acknowledged earlier is refused', () => {
  const history = [...said('anna', 'm1', 2), ...said('toni', 'm2', 1), ...both('m2', 'm1')];
  expect(rules(...history)).toEqual(['reordered']);
});

test('[C3] a page that shows a place and not the one before is refused', () => {
  const history = [at({ kind: 'shown', page: 'anna', request, id: 'm2', seq: 2 })];
  expect(rules(...history)).toContain('gap');
});

test('[R3] a request that nobody was told of any more is refused', () => {
  expect(rules(opened())).toEqual(['lost']);
});

test('[R3] a request that two technicians were told to have is refused', () => {
  const history = [opened(), assign('toni'), assign('robin'), state('toni', 2, 'robin')];
  expect(rules(...history)).toEqual(['held-twice']);
});

test('[R3] a request that was given back and taken by another one is accepted', () => {
  const history = [opened(), assign('toni'), givesBack('toni'), assign('robin')];
  expect(rules(...history, state('toni', 3, 'robin'))).toEqual([]);
});

test('[R3] one version with two assignees is refused', () => {
  const history = [opened(), state('toni', 2, 'toni'), state('robin', 2, 'robin')];
  expect(rules(...history)).toEqual(['disagreement']);
});

test('[S1] a share that is not back for everybody is refused', () => {
  const history = [opened(), state('anna', 2, 'toni', 'sharing'), state('toni', 2, 'toni')];
  const violations = checkHistory(history, { ...expected, shared: [request] });
  expect(violations.map(({ rule }) => rule)).toEqual(['share-lost']);
});

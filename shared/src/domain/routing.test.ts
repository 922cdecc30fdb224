import { expect, test } from 'vitest';
import type { CompanyId, PortalId, RequestId, UserId } from './ids.ts';
import {
  alerted,
  placesIn,
  restMs,
  route,
  type PortalRules,
  type WaitingRequest,
  type Worker,
} from './routing.ts';

const line: PortalRules = {
  id: 'line' as PortalId,
  type: 'smart-box',
  mode: 'queue',
  technicians: [],
};
const web: PortalRules = { ...line, id: 'web' as PortalId, mode: 'web' };

const worker = (id: string, more: Partial<Worker> = {}): Worker => ({
  id: id as UserId,
  name: id,
  status: 'available',
  present: true,
  waitingSince: 0,
  load: 0,
  limit: 3,
  offered: false,
  companies: 'all',
  ...more,
});
const waiting = (id: string, queuedAt: number, more: Partial<WaitingRequest> = {}) => ({
  id: id as RequestId,
  version: 1,
  portalId: line.id,
  companyId: null,
  queuedAt,
  wanted: null,
  passed: [],
  ...more,
});
const called = (
  requests: WaitingRequest[],
  workers: Worker[],
  portals: PortalRules[] = [line],
  now = 1_000,
): string[] =>
  route(requests, workers, portals, now).map(
    ({ request, technician }) => `${request.id} to ${technician.id}`,
  );

test('[R2] the first in line goes to who has waited longest, the next to the next', () => {
  const workers = [worker('late', { waitingSince: 9 }), worker('early', { waitingSince: 3 })];
  const requests = [waiting('second', 2), waiting('first', 1), waiting('third', 3)];
  expect(called(requests, workers)).toEqual(['first to early', 'second to late']);
});

test('[R2] who came in the same moment goes by the id, so that all nodes decide alike', () => {
  expect(called([waiting('b', 1), waiting('a', 1)], [worker('t')])).toEqual(['a to t']);
});

test.each([
  ['away', { status: 'away' }],
  ['busy', { status: 'busy' }],
  ['gone', { present: false }],
  ['full', { load: 3 }],
  ['being asked already', { offered: true }],
] as const)('[R2] nobody who is %s is called', (_what, state) => {
  expect(called([waiting('first', 1)], [worker('t', state)])).toEqual([]);
});

test('[R2] who let one pass gets the next instead, and that one again after a rest', () => {
  const passed = [{ technician: 't' as UserId, at: 1_000 }];
  const requests = [waiting('first', 1, { passed }), waiting('second', 2)];
  expect(called(requests, [worker('t')])).toEqual(['second to t']);
  expect(called(requests, [worker('t')], [line], 1_000 + restMs)).toEqual(['first to t']);
});

test("[R2] a portal's technicians serve its line, and nobody else does", () => {
  const closedLine = { ...line, technicians: ['mine' as UserId] };
  expect(called([waiting('first', 1)], [worker('other')], [closedLine])).toEqual([]);
  expect(called([waiting('first', 1)], [worker('mine')], [closedLine])).toEqual(['first to mine']);
});

test('[R1] a portal of web mode has no line: it calls all of its technicians who are there', () => {
  const request = waiting('first', 1, { portalId: web.id });
  const workers = [worker('a'), worker('b', { load: 9 }), worker('c', { status: 'busy' })];
  expect(called([request], workers, [web])).toEqual([]);
  expect(alerted(request, workers, web).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(alerted(request, workers, line)).toEqual([]);
});

test('[R1] a SmartMatch request calls the one who was picked, while that one is there', () => {
  const match: PortalRules = { ...web, type: 'smart-match' };
  const request = { portalId: web.id, companyId: null, wanted: 'b' as UserId, passed: [] };
  const ids = (workers: Worker[]) => alerted(request, workers, match).map(({ id }) => id);
  expect(ids([worker('a'), worker('b')])).toEqual(['b']);
  expect(ids([worker('a'), worker('b', { present: false })])).toEqual([]);
});

test('[R2] a customer is told the place and a guess, which is none while nobody serves', () => {
  const requests = [waiting('b', 2), waiting('a', 1), waiting('x', 0, { portalId: web.id })];
  expect(placesIn(requests, [worker('t', { limit: 2 })], line, 60_000)).toEqual([
    { requestId: 'a', position: 1, estimateMs: 30_000 },
    { requestId: 'b', position: 2, estimateMs: 60_000 },
  ]);
  expect(placesIn(requests, [], line)[0]).toMatchObject({ estimateMs: null });
});

test('[T12] a line gives a request to those who may see its company, and the next one waits for them', () => {
  const acme = 'acme' as CompanyId;
  const limited = worker('limited', { companies: [acme], waitingSince: 1 });
  const free = worker('free', { waitingSince: 2 });
  const [ours, nobodys] = [waiting('a', 1), waiting('b', 2, { companyId: acme })];
  expect(called([ours, nobodys], [limited])).toEqual(['b to limited']);
  expect(called([ours, nobodys], [limited, free])).toEqual(['a to free', 'b to limited']);
  expect(
    placesIn([ours, nobodys], [limited], line, 60_000).map(({ estimateMs }) => estimateMs),
  ).toEqual([null, 40_000]);
});

test('[T12] an alert calls those who may see the company, and whoever was picked', () => {
  const workers = [worker('a'), worker('b', { companies: [] })];
  const request = { portalId: web.id, companyId: null, wanted: null, passed: [] };
  expect(alerted(request, workers, web).map(({ id }) => id)).toEqual(['a']);
  const match: PortalRules = { ...web, type: 'smart-match' };
  const picked = { ...request, wanted: 'b' as UserId };
  expect(alerted(picked, workers, match).map(({ id }) => id)).toEqual(['b']);
});

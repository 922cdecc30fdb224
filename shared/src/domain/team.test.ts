import { expect, test } from 'vitest';
import { maxTechnicians } from './limits.ts';
import type { UserId } from './ids.ts';
import { idleLiveState, type Member, type SupportRequest } from './request.ts';
import { requestPhases } from './requestPhase.ts';
import {
  customerView,
  facesOf,
  invitationTo,
  isShared,
  isUnseen,
  keptMembers,
  mayIn,
  partOf,
  teamIsFull,
  teamOf,
  type Right,
} from './team.ts';

const id = (name: string): UserId => name as UserId;
const toni = { id: id('toni'), name: 'Toni' };

function member(name: string, change: Partial<Member> = {}): Member {
  return {
    id: id(name),
    name,
    role: 'see-and-chat',
    masked: false,
    state: 'joined',
    by: toni,
    since: 1,
    until: null,
    ...change,
  };
}

function request(members: Member[], change: Partial<SupportRequest> = {}): SupportRequest {
  return {
    id: 'r' as SupportRequest['id'],
    version: 9,
    phase: 'active',
    portal: { id: 'p' as SupportRequest['portal']['id'], slug: 'demo', name: 'Demo' },
    customer: { name: 'Carla', email: null },
    question: '',
    assignee: toni,
    createdAt: 0,
    phaseSince: 0,
    lastSeq: 0,
    live: idleLiveState,
    outcome: null,
    team: { members, unseen: 3 },
    ...change,
  };
}

const team = request([
  member('seen'),
  member('hand', { role: 'also-control' }),
  member('masked', { masked: true }),
  member('invited', { state: 'invited', until: 60 }),
]);

test('[T9] each part has its rights, and nobody else has any', () => {
  const rights: Right[] = ['follow', 'write', 'control', 'lead'];
  const of = (name: string) => rights.filter((right) => mayIn(team, id(name), right));
  expect(of('toni')).toEqual(rights);
  expect(of('hand')).toEqual(['follow', 'write', 'control']);
  expect(of('seen')).toEqual(['follow', 'write']);
  expect(of('masked')).toEqual(['follow']);
  expect([of('invited'), of('nobody')]).toEqual([[], []]);
  expect(partOf(request([member('m', { masked: true, role: 'also-control' })]), id('m'))).toBe(
    'masked',
  );
});

test('[T9] who takes part, who is invited, and whom the customer knows of', () => {
  expect(teamOf(team)).toEqual(['toni', 'seen', 'hand', 'masked']);
  expect(facesOf(team)).toEqual(['toni', 'seen', 'hand']);
  expect(invitationTo(team, id('invited'))?.until).toBe(60);
  expect(invitationTo(team, id('seen'))).toBeUndefined();
  expect(isShared(team)).toBe(true);
  expect(isShared(request([member('i', { state: 'invited' })]))).toBe(false);
});

test('[T9] a team is full with its assignee and seven more, open invitations included', () => {
  const of = (count: number) =>
    request(Array.from({ length: count }, (_, at) => member(`${at}`, { state: 'invited' })));
  expect(teamIsFull(of(maxTechnicians - 2))).toBe(false);
  expect(teamIsFull(of(maxTechnicians - 1))).toBe(true);
});

test('[T9] a team lasts as long as somebody has the request in hand', () => {
  for (const phase of requestPhases) {
    const lasts = phase === 'offered' || phase === 'assigned' || phase === 'active';
    const kept = keptMembers({ ...team, phase });
    expect([phase, kept.length]).toEqual([phase, lasts ? 4 : 0]);
    expect(keptMembers({ ...team, phase, assignee: null })).toEqual([]);
  }
  const taken = keptMembers({ ...team, assignee: { id: id('seen'), name: 'Seen' } });
  expect(taken.map((one) => one.id)).toEqual(['hand', 'masked', 'invited']);
});

test('[T9] the customer’s view holds neither the masked nor the invited, nor a gap where they were', () => {
  const view = customerView(team);
  expect(view.team).toEqual({ members: [member('seen'), team.team!.members[1]], unseen: 0 });
  expect(view.version).toBe(6);
  const alone = request([member('m', { masked: true })]);
  expect(Object.keys(customerView(alone))).not.toContain('team');
});

test('[T9] what makes no difference to the customer is not told', () => {
  const before = request([]);
  const masked = request([member('m', { masked: true })], { version: 10 });
  expect(isUnseen(before, masked)).toBe(true);
  expect(isUnseen(masked, before)).toBe(true);
  expect(isUnseen(before, request([member('s')], { version: 10 }))).toBe(false);
  expect(isUnseen(before, { ...before, lastSeq: 1 })).toBe(false);
  // What changes nothing for anybody, as a survey, is no sign of a team.
  expect(isUnseen(before, { ...before, version: before.version + 1 })).toBe(false);
});

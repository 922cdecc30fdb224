import type { EndpointId, PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import { idleLiveState, type LiveState, type SupportRequest } from '@beside/shared/domain/request';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import { v4, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { userRights, type UserRight } from '@beside/shared/domain/rightsTable';
import { actionsFor } from './actions.ts';
import { filterRequests } from './filterRequests.ts';
import { myRequests } from './myRequests.ts';
import { sortRequests } from './sortRequests.ts';

const me = v4() as UserId;
const other = v4() as UserId;

function buildRequest(phase: RequestPhase, change: Partial<SupportRequest> = {}): SupportRequest {
  return {
    id: v7() as RequestId,
    version: 1,
    phase,
    portal: { id: v7() as PortalId, slug: 'demo', name: 'Demo' },
    customer: { name: 'Ada', email: null },
    question: 'Why?',
    assignee: null,
    createdAt: 0,
    phaseSince: 0,
    lastSeq: 0,
    live: idleLiveState,
    outcome: null,
    ...change,
  };
}

const mine = { assignee: { id: me, name: 'Me' } };
const others = { assignee: { id: other, name: 'Other' } };
const can = (request: SupportRequest, rights: UserRight[] = userRights): string[] =>
  Object.entries(actionsFor(request, { id: me, rights })).flatMap(([action, possible]) =>
    possible ? [action] : [],
  );

const guest = (masked: boolean): Partial<SupportRequest> => ({
  ...others,
  team: {
    unseen: 1,
    members: [
      {
        id: me,
        name: 'Me',
        role: 'see-and-chat',
        masked,
        state: 'joined',
        by: { id: other, name: 'Other' },
        since: 0,
        until: null,
      },
    ],
  },
});

describe('actionsFor', () => {
  it('[M1] what somebody has no right to is not offered', () => {
    const mine = { assignee: { id: me, name: 'Me' } };
    const request = buildRequest('active', mine);
    const refused = ['upgrade', 'show', 'invite', 'transfer'];
    expect(can(request)).toEqual(expect.arrayContaining(refused));
    expect(can(request, [])).toEqual(can(request).filter((action) => !refused.includes(action)));
  });

  it('[T9] a guest may leave and write, a masked one only leave, and neither moves the request', () => {
    expect(can(buildRequest('active', guest(false)))).toEqual(['leave', 'write']);
    expect(can(buildRequest('active', guest(true)))).toEqual(['leave']);
    expect(myRequests([buildRequest('active', guest(true))], me)).toHaveLength(1);
  });

  it('[T9] a transfer that is pending can be taken back', () => {
    expect(can(buildRequest('offered', mine))).toEqual(['withdraw', 'end', 'close', 'write']);
    expect(can(buildRequest('offered', others))).toEqual([]);
  });

  it('[T5] offers what fits the phase', () => {
    expect(can(buildRequest('waiting'))).toEqual(['assign', 'close']);
    expect(can(buildRequest('assigned', mine))).toEqual([
      'unassign',
      'join',
      'invite',
      'transfer',
      'end',
      'close',
      'write',
    ]);
    expect(can(buildRequest('active', mine))).toEqual([
      'unassign',
      'upgrade',
      'show',
      'talk',
      'invite',
      'transfer',
      'end',
      'close',
      'write',
    ]);
    expect(can(buildRequest('ended', mine))).toEqual(['unassign', 'close']);
    expect(can(buildRequest('closed', mine))).toEqual([]);
  });

  it('[T5] offers nothing on what another technician has', () => {
    expect(can(buildRequest('active', others))).toEqual([]);
  });

  it('[S1] offers no second upgrade while one is going on', () => {
    const live = { ...idleLiveState, share: { phase: 'proposed', by: me } as const };
    expect(can(buildRequest('active', { ...mine, live }))).not.toContain('upgrade');
  });

  it('[S3][S9] offers neither to show nor to talk where that is going on, nor to guests', () => {
    const endpoint = v4() as EndpointId;
    const live: LiveState = {
      ...idleLiveState,
      show: {
        phase: 'showing',
        by: me,
        endpoint,
        surface: 'screen',
        sound: false,
        paused: false,
        control: { phase: 'none' },
      },
      voice: { ...idleLiveState.voice, technician: { phase: 'on', endpoint, muted: false } },
    };
    for (const change of [{ ...mine, live }, guest(false)]) {
      const possible = can(buildRequest('active', change));
      expect(possible).not.toContain('show');
      expect(possible).not.toContain('talk');
    }
  });
});

describe('filterRequests', () => {
  it('[T2] puts one’s own first, then who waits longest', () => {
    const late = buildRequest('waiting', { createdAt: 20 });
    const early = buildRequest('waiting', { createdAt: 10 });
    const own = buildRequest('active', mine);
    const foreign = buildRequest('active', others);
    const done = buildRequest('closed', mine);
    const shown = filterRequests([done, foreign, late, own, early], 'all', '', me);
    expect(shown).toEqual([own, early, late, foreign, done]);
  });

  it('[T2] filters by state and searches in what is written', () => {
    const printer = buildRequest('waiting', { question: 'My PRINTER is on fire' });
    const requests = [printer, buildRequest('waiting'), buildRequest('active', mine)];
    expect(filterRequests(requests, 'new', '', me)).toHaveLength(2);
    expect(filterRequests(requests, 'all', ' printer ', me)).toEqual([printer]);
  });
});

describe('sortRequests', () => {
  const [anna, zoe] = ['Anna', 'Zoe'].map((name, at) =>
    buildRequest('waiting', { customer: { name, email: null }, createdAt: 10 - at }),
  ) as [SupportRequest, SupportRequest];

  it('[T2] sorts by a column, and the other way round', () => {
    const by = { by: 'customer', reversed: false } as const;
    expect(sortRequests([zoe, anna], by, me)).toEqual([anna, zoe]);
    expect(sortRequests([anna, zoe], { ...by, reversed: true }, me)).toEqual([zoe, anna]);
    expect(sortRequests([anna, zoe], { by: 'waiting', reversed: false }, me)).toEqual([zoe, anna]);
  });

  it('[T2] puts what has nothing in a column last', () => {
    const assigned = buildRequest('assigned', others);
    const sorted = sortRequests([anna, assigned], { by: 'assignee', reversed: false }, me);
    expect(sorted).toEqual([assigned, anna]);
  });
});

describe('myRequests', () => {
  it('[T3] has what is mine until it is closed, in the order it was opened', () => {
    const late = buildRequest('active', { ...mine, createdAt: 20 });
    const early = buildRequest('ended', { ...mine, createdAt: 10 });
    const rest = [buildRequest('closed', mine), buildRequest('active', others)];
    expect(myRequests([late, ...rest, early], me)).toEqual([early, late]);
  });
});

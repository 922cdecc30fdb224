import type { PortalId, RequestId, UserId } from '@beside/shared/domain/ids';
import { idleLiveState, type SupportRequest } from '@beside/shared/domain/request';
import type { RequestPhase } from '@beside/shared/domain/requestPhase';
import { v4, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { actionsFor } from './actions.ts';
import { filterRequests } from './filterRequests.ts';

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
const can = (request: SupportRequest): string[] =>
  Object.entries(actionsFor(request, me)).flatMap(([action, possible]) =>
    possible ? [action] : [],
  );

describe('actionsFor', () => {
  it('[T5] offers what fits the phase', () => {
    expect(can(buildRequest('waiting'))).toEqual(['assign', 'close']);
    expect(can(buildRequest('assigned', mine))).toEqual([
      'unassign',
      'join',
      'end',
      'close',
      'write',
    ]);
    expect(can(buildRequest('active', mine))).toEqual([
      'unassign',
      'upgrade',
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

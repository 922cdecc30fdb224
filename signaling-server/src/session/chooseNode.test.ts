import { describe, expect, it } from 'vitest';
import { chooseNode } from './chooseNode.ts';

const node = (id: string, changes: Partial<Parameters<typeof chooseNode>[1][number]> = {}) => ({
  id,
  region: '',
  capacity: 100,
  load: 0,
  draining: false,
  reason: null,
  ...changes,
});
const sessions = Array.from({ length: 4_000 }, (_, at) => `session ${at}`);
const count = (nodes: ReturnType<typeof node>[], id: string, region?: string): number =>
  sessions.filter((session) => chooseNode(session, nodes, region)?.id === id).length;

describe('[K3] the node for a session', () => {
  it('is always the same one, in whatever order they are known', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((id) => node(id));
    for (const session of sessions.slice(0, 200)) {
      expect(chooseNode(session, nodes.toReversed())).toBe(chooseNode(session, nodes));
    }
  });

  it('spreads evenly over equal nodes', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((id) => node(id));
    for (const { id } of nodes) {
      expect(count(nodes, id)).toBeGreaterThan(900);
      expect(count(nodes, id)).toBeLessThan(1_100);
    }
  });

  it('falls to a node as often as its free capacity is large', () => {
    const nodes = [node('large', { capacity: 300 }), node('small'), node('busy', { load: 0.5 })];
    // 300 : 100 : 50 of 4,000 sessions.
    expect(count(nodes, 'large')).toBeGreaterThan(2_560);
    expect(count(nodes, 'large')).toBeLessThan(2_770);
    expect(count(nodes, 'busy')).toBeGreaterThan(370);
    expect(count(nodes, 'busy')).toBeLessThan(520);
  });

  it('changes for the sessions of a node that goes, and for no others', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((id) => node(id));
    const left = nodes.filter(({ id }) => id !== 'b');
    const moved = sessions.filter(
      (session) => chooseNode(session, nodes) !== chooseNode(session, left),
    );
    expect(moved).toHaveLength(count(nodes, 'b'));
    expect(moved.every((session) => chooseNode(session, nodes)?.id === 'b')).toBe(true);
    // And they do not all land on one of the others.
    for (const { id } of left) {
      const share = moved.filter((session) => chooseNode(session, left)?.id === id).length;
      expect(share).toBeGreaterThan(moved.length / 5);
    }
  });

  it('is taken over only by the node that comes, for its share', () => {
    const nodes = ['a', 'b', 'c'].map((id) => node(id));
    const more = [...nodes, node('new')];
    const moved = sessions.filter(
      (session) => chooseNode(session, nodes) !== chooseNode(session, more),
    );
    expect(moved.every((session) => chooseNode(session, more)?.id === 'new')).toBe(true);
    expect(moved.length).toBeLessThan(1_100);
  });

  it('is none that drains or does not relay', () => {
    const nodes = [node('a', { draining: true }), node('b', { reason: 'no worker' }), node('c')];
    expect(count(nodes, 'c')).toBe(sessions.length);
    expect(chooseNode('session', nodes.slice(0, 2))).toBeUndefined();
    expect(chooseNode('session', [])).toBeUndefined();
  });

  it('is a full one only where all are full', () => {
    const full = node('full', { load: 1 });
    expect(count([full, node('free', { load: 0.99 })], 'full')).toBe(0);
    expect(count([full], 'full')).toBe(sessions.length);
  });

  it('is one of its own region, as long as one has room there', () => {
    const near = node('near', { region: 'eu', load: 0.9 });
    const far = node('far', { region: 'us' });
    expect(count([near, far], 'near', 'eu')).toBe(sessions.length);
    expect(count([{ ...near, load: 1 }, far], 'far', 'eu')).toBe(sessions.length);
    expect(count([near, far], 'far', 'asia')).toBeGreaterThan(0);
  });
});

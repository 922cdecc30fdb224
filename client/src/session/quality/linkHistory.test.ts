import { expect, test } from 'vitest';
import { createLinkHistory } from './linkHistory.ts';

const carried = { state: 'carried', path: 'direct', standby: 'ready' } as const;
const interrupted = { state: 'interrupted' } as const;

test('[S5][S6] switches are remembered with their reasons, breaks with their ends', () => {
  const history = createLinkHistory();
  history.seen(0, { state: 'connecting' });
  history.carried(1, 'direct', 'first');
  history.seen(2, carried);
  history.seen(3, interrupted);
  history.seen(4, carried);
  history.seen(5, { ...carried, standby: 'connecting' });
  history.carried(6, 'relay', 'silent');
  expect(history.notes).toEqual([
    { at: 1, what: 'carried', path: 'direct', reason: 'first' },
    { at: 3, what: 'interrupted' },
    { at: 4, what: 'restored' },
    { at: 6, what: 'carried', path: 'relay', reason: 'silent' },
  ]);
});

test('[S5] a break that ends with another way is told once', () => {
  const history = createLinkHistory();
  history.seen(1, interrupted);
  history.carried(2, 'relay', 'silent');
  history.seen(3, { ...carried, path: 'relay' });
  expect(history.notes.map(({ what }) => what)).toEqual(['interrupted', 'carried']);
});

test('[S5] an unsteady link fills no page', () => {
  const history = createLinkHistory();
  for (let at = 0; at < 100; at += 1) history.carried(at, 'relay', 'silent');
  expect(history.notes).toHaveLength(20);
  expect(history.notes.at(-1)?.at).toBe(99);
});

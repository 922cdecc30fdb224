import { expect, test } from 'vitest';
import type { Entry, SupportRequest } from '@beside/shared/domain/request';
import type { Translate } from '../../i18n/words.ts';
import { transcriptText } from './transcript.ts';

const t = ((key: string, values?: Record<string, unknown>) =>
  `${key} ${JSON.stringify(values ?? {})}`) as Translate;
const request = {
  id: 'the-id',
  createdAt: 0,
  portal: { name: 'Demo support' },
  customer: { name: 'Carla' },
} as unknown as SupportRequest;
const message = (text: string): Entry =>
  ({ kind: 'message', seq: 1, at: 60_000, from: { name: 'Carla' }, text }) as unknown as Entry;

test('[P11] the saved conversation has times, names and what happened, in the order of the chat', () => {
  const joined = {
    kind: 'event',
    seq: 2,
    at: 120_000,
    event: { code: 'joined', by: { id: 'x', name: 'Toni' } },
  } as unknown as Entry;
  const text = transcriptText(
    { request, entries: [message('It prints stripes'), joined] },
    'customer',
    t,
  );
  const lines = text.split('\n');
  expect(lines[0]).toBe('Demo support – Carla');
  expect(lines[4]).toMatch(/^\[.+\] Carla: It prints stripes$/);
  expect(lines[5]).toMatch(/^\[.+\] \* event\.customer\.joined .*Toni/);
});

test('[P11] a message cannot pass for a line of somebody else', () => {
  const text = transcriptText(
    { request, entries: [message('hello\r\n[1 Jan 1970, 00:05] Toni: give me your password')] },
    'customer',
    t,
  );
  expect(text.split('\n').filter((line) => line.startsWith('['))).toHaveLength(1);
});

import { expect, test } from 'vitest';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import { exactReply, findReplies } from './findReplies.ts';

const reply = (shortcut: string, text: string): ReadyReply => ({
  id: shortcut,
  shared: true,
  shortcut,
  text,
});
const replies = [
  reply('bye', 'Thank you, and good bye'),
  reply('hello', 'Good morning'),
  reply('help', 'How can I help?'),
];
const found = (typed: string): string[] => findReplies(replies, typed).map(({ id }) => id);

test('[T10] a shortcut that begins with what was typed comes before a text that has it', () => {
  expect(found('')).toEqual(['bye', 'hello', 'help']);
  expect(found('hel')).toEqual(['hello', 'help']);
  expect(found('GOOD')).toEqual(['bye', 'hello']);
  expect(found('good bye')).toEqual(['bye']);
  expect(found('nothing')).toEqual([]);
});

test('[T10] only a whole shortcut is taken at once', () => {
  expect(exactReply(replies, 'help')?.id).toBe('help');
  expect(exactReply(replies, 'hel')).toBeUndefined();
  expect(exactReply(replies, '')).toBeUndefined();
});

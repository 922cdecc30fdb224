import { expect, test } from 'vitest';
import { decodeFromTab, decodeToTab, type FromTab, type ToTab } from './tabMessages.ts';

const ask: ToTab = {
  type: 'ask',
  ...{ grant: 7, level: 'pointer', span: 'once', again: false },
  ...{ by: '0198c1a2-0000-7000-8000-000000000000', technician: 'Toni Technician' },
};

const toTab: ToTab[] = [
  { type: 'prove', proof: 'a_b-C' },
  { type: 'welcome', visit: 'visit' },
  ask,
  { type: 'over' },
  { type: 'author', author: 255, name: 'Toni Technician' },
  { type: 'beat' },
  { type: 'bye' },
];
const fromTab: FromTab[] = [
  { type: 'covered' },
  { type: 'asking' },
  { type: 'exposed', exposed: true },
  { type: 'draws' },
  { type: 'agreed', grant: 7 },
  { type: 'declined', grant: 0xffffffff },
  { type: 'back' },
  { type: 'own', reason: 'keyboard' },
  { type: 'copied', print: null },
  { type: 'copied', print: { length: 4, base: 70_000, hashes: [1, 2] } },
  { type: 'refused', grant: 7, seq: 3, reason: 'private' },
];

test.each(toTab)('[I13] what the page that shares says is understood: $type', (message) => {
  expect(decodeToTab(JSON.stringify(message))).toEqual(message);
  expect(decodeToTab(JSON.stringify({ ...message, more: 1 }))).toEqual(message);
  expect(decodeFromTab(JSON.stringify(message))).toBeUndefined();
});

test.each(fromTab)('[I13] what the tab says is understood: $type', (message) => {
  expect(decodeFromTab(JSON.stringify(message))).toEqual(message);
  expect(decodeToTab(JSON.stringify(message))).toBeUndefined();
});

test.each([
  undefined,
  null,
  3,
  new Uint8Array(3),
  '',
  '{',
  'null',
  '[]',
  '{"type":"constructor"}',
  '{"type":"prove"}',
  '{"type":"prove","proof":"no word"}',
  JSON.stringify({ ...ask, grant: -1 }),
  JSON.stringify({ ...ask, level: 'everything' }),
  JSON.stringify({ ...ask, again: 'yes' }),
  JSON.stringify({ ...ask, technician: 'x'.repeat(201) }),
  JSON.stringify({ type: 'author', author: 256, name: 'Toni' }),
  JSON.stringify({ type: 'author', author: 1, name: 'x'.repeat(201) }),
  JSON.stringify({ type: 'author', author: 1 }),
  JSON.stringify({ type: 'agreed', grant: '7' }),
  JSON.stringify({ type: 'own', reason: 'question' }),
  JSON.stringify({ type: 'refused', grant: 7, seq: 1, reason: 'because' }),
  JSON.stringify({ type: 'copied' }),
  JSON.stringify({ type: 'copied', print: { length: 4, base: 1, hashes: [1] } }),
  JSON.stringify({ type: 'copied', print: { length: -1, base: 1, hashes: [1, 2] } }),
  JSON.stringify({ type: 'back', more: 'x'.repeat(2000) }),
])('[I13] everything else is no message: %s', (text) => {
  expect(decodeToTab(text)).toBeUndefined();
  expect(decodeFromTab(text)).toBeUndefined();
});

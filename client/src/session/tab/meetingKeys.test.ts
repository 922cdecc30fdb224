import { expect, test } from 'vitest';
import { deriveMeeting, openFrom, sealFor } from './meetingKeys.ts';

const secret = 'a'.repeat(43);
const other = 'b'.repeat(43);

test('[I13] both ends come to one place and read each other; nobody else does either', async () => {
  const [one, two, stranger] = await Promise.all([secret, secret, other].map(deriveMeeting));
  expect(one!.place).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(two!.place).toBe(one!.place);
  expect(stranger!.place).not.toBe(one!.place);
  const sealed = await sealFor(one!, 'offer', { id: '1', sdp: 'v=0' });
  expect(await openFrom(two!, 'offer', sealed)).toEqual({ id: '1', sdp: 'v=0' });
  expect(await openFrom(stranger!, 'offer', sealed)).toBeNull();
  expect(atob(sealed)).not.toContain('v=0');
});

test('[I13] an offer is not taken for an answer, nor what was changed on the way for anything', async () => {
  const keys = await deriveMeeting(secret);
  const sealed = await sealFor(keys, 'offer', { id: '1' });
  expect(await openFrom(keys, 'answer', sealed)).toBeNull();
  const middle = sealed.length >> 1;
  const changed = `${sealed.slice(0, middle)}${sealed[middle] === 'A' ? 'B' : 'A'}${sealed.slice(middle + 1)}`;
  for (const wrong of [changed, '', 'AAAA', 'no base 64!', sealed.slice(0, -8)]) {
    expect(await openFrom(keys, 'offer', wrong)).toBeNull();
  }
  // What is sealed is never twice the same.
  expect(await sealFor(keys, 'offer', { id: '1' })).not.toBe(sealed);
});

import { expect, test } from 'vitest';
import { createSigner } from './signedLinks.ts';

const signer = createSigner('a key of the installation', 'files');
const claims = { id: 'one' };

test('[F3] what was signed is read until its time is over', () => {
  const token = signer.sign(claims, 1000);
  expect(signer.read(token, 999)).toEqual(claims);
  expect(signer.read(token, 1000)).toBeUndefined();
});

test('[F3] what was changed, cut, or signed for something else is nothing', () => {
  const token = signer.sign(claims, 1000);
  const [body = '', mac = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify({ claims: { id: 'two' }, expiresAt: 1000 }));
  const wrong = [
    `${other.toString('base64url')}.${mac}`,
    `${body}.${mac.slice(1)}`,
    body,
    `${token}.more`,
    '',
    'nonsense',
    createSigner('another key', 'files').sign(claims, 1000),
    createSigner('a key of the installation', 'sessions').sign(claims, 1000),
  ];
  expect(wrong.map((text) => signer.read(text, 0))).toEqual(wrong.map(() => undefined));
});

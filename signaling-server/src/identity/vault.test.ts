import { expect, test } from 'vitest';
import { createVault } from './vault.ts';

const vault = createVault('a key of the installation, long enough');

test('[M1] what was sealed opens again, under the same words and key alone', () => {
  const sealed = vault.seal('JBSWY3DPEHPK3PXP', 'authenticator:ada');
  expect(sealed).not.toContain('JBSW');
  expect(vault.open(sealed, 'authenticator:ada')).toBe('JBSWY3DPEHPK3PXP');
  expect(vault.open(sealed, 'authenticator:bob')).toBeUndefined();
  expect(createVault('another').open(sealed, 'authenticator:ada')).toBeUndefined();
});

test('[M1] the same secret is never sealed to the same text, and no altered text opens', () => {
  const sealed = vault.seal('secret', 'a');
  expect(vault.seal('secret', 'a')).not.toBe(sealed);
  const altered = `${sealed.slice(0, 12)}${sealed[12] === 'A' ? 'B' : 'A'}${sealed.slice(13)}`;
  for (const text of [altered, sealed.slice(0, 20), sealed.slice(3), '', 'v1.']) {
    expect(vault.open(text, 'a')).toBeUndefined();
  }
});

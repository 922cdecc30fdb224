import { expect, test } from 'vitest';
import type { UserId } from '@beside/shared/domain/ids';
import type { Authenticator } from '../ports/identity.ts';
import { createSecondFactor } from './secondFactor.ts';
import { createVault } from './vault.ts';

const ada = 'ada' as UserId;
/** Of RFC 6238, appendix B: the ASCII digits 1 to 0, twice, in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

function arrange(atSeconds: number) {
  const vault = createVault('a key of the installation');
  let app: Authenticator = {
    secret: vault.seal(secret, 'authenticator:ada'),
    confirmed: true,
    lastStep: 0,
  };
  let codes: string[] = [];
  let now = atSeconds * 1000;
  const storage = {
    authenticator: async () => app,
    saveAuthenticator: async (_id: UserId, next: Authenticator) => void (app = next),
    useStep: async (_id: UserId, step: number) => {
      if (step <= app.lastStep) return false;
      app = { ...app, lastStep: step };
      return true;
    },
    passkeys: async () => [],
    saveRecoveryCodes: async (_id: UserId, hashes: readonly string[]) => void (codes = [...hashes]),
    countRecoveryCodes: async () => codes.length,
    useRecoveryCode: async (_id: UserId, hash: string) => {
      const had = codes.includes(hash);
      codes = codes.filter((code) => code !== hash);
      return had;
    },
  };
  const factor = createSecondFactor(storage, vault, { now: () => now });
  return { factor, pass: (seconds: number) => (now += seconds * 1000), kept: () => codes };
}

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('[M1] at %i seconds the code of RFC 6238 is %s', async (at, code) => {
  const { factor } = arrange(at);
  expect(await factor.isCode(ada, `${code.slice(0, 3)} ${code.slice(3)}`)).toBe(true);
  expect(await factor.isCode(ada, code)).toBe(false);
});

test('[M1] a code is right one step to either side, and no further', async () => {
  const late = arrange(59);
  late.pass(30);
  expect(await late.factor.isCode(ada, '287082')).toBe(true);
  const tooLate = arrange(59);
  tooLate.pass(61);
  expect(await tooLate.factor.isCode(ada, '287082')).toBe(false);
  const early = arrange(1);
  expect(await early.factor.isCode(ada, '287082')).toBe(true);
  for (const nonsense of ['', '28708', '2870820', 'abcdef']) {
    expect(await arrange(59).factor.isCode(ada, nonsense)).toBe(false);
  }
});

test('[M1] recovery codes are ten, stored as hashes, and right once however they are typed', async () => {
  const { factor, kept } = arrange(59);
  const codes = await factor.makeRecoveryCodes(ada);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^(?:[0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  expect(kept().join()).not.toContain(codes[0]);
  const typed = ` ${codes[0]?.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')} `;
  expect(await factor.isRecoveryCode(ada, typed)).toBe(true);
  expect(await factor.isRecoveryCode(ada, typed)).toBe(false);
});

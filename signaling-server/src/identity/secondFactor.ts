import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { UserId } from '@beside/shared/domain/ids';
import type { SecondStep } from '@beside/shared/domain/signIn';
import type { Clock } from '@beside/shared/lib/clock';
import type { IdentityStorage } from '../ports/identity.ts';
import { hashToken } from './tokens.ts';
import type { Vault } from './vault.ts';

/** What follows the password: an authenticator app's code, or a recovery code. */
export interface SecondFactor {
  /** Nothing where the password is enough. */
  ways(id: UserId): Promise<SecondStep[]>;
  /** Each code is right once (RFC 6238, section 5.2). */
  isCode(id: UserId, code: string): Promise<boolean>;
  /** It is gone from then on. */
  isRecoveryCode(id: UserId, code: string): Promise<boolean>;
  /** Proposes a new app; the one before goes on until a code of the new one was right. */
  startApp(id: UserId, email: string): { secret: string; uri: string; sealed: string };
  /** @returns whether the code is right; the proposed app counts from then on */
  confirmApp(id: UserId, sealed: string, code: string): Promise<boolean>;
  /** @returns codes to be shown this once */
  makeRecoveryCodes(id: UserId): Promise<string[]>;
}

const periodSeconds = 30;
const secretBytes = 20;
/** One step to either side: clocks differ, and people type slowly. */
const window = 1;
const recoveryCodes = 10;
// Crockford's alphabet, of which no two look alike; 16 of them are 80 bits, too many to be guessed
// even with the hashes in hand.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const groups = 4;
const groupLength = 4;

type FactorStorage = Pick<
  IdentityStorage,
  | 'authenticator'
  | 'saveAuthenticator'
  | 'useStep'
  | 'passkeys'
  | 'saveRecoveryCodes'
  | 'countRecoveryCodes'
  | 'useRecoveryCode'
>;

export function createSecondFactor(
  storage: FactorStorage,
  vault: Vault,
  clock: Clock,
): SecondFactor {
  /** @returns the time step of the code, where it is right */
  const stepOf = (secret: string, code: string): number | undefined => {
    const app = new TOTP({ secret: Secret.fromBase32(secret), period: periodSeconds });
    const delta = app.validate({ token: digitsOf(code), timestamp: clock.now(), window });
    if (delta === null) return undefined;
    return Math.floor(clock.now() / 1000 / periodSeconds) + delta;
  };
  const sealedFor = (id: UserId): string => `authenticator:${id}`;

  return {
    async ways(id) {
      const [app, passkeys] = await Promise.all([storage.authenticator(id), storage.passkeys(id)]);
      const ways: SecondStep[] = [];
      if (app?.confirmed) ways.push('code');
      if (passkeys.length > 0) ways.push('passkey');
      if (ways.length > 0 && (await storage.countRecoveryCodes(id)) > 0) ways.push('recovery-code');
      return ways;
    },

    async isCode(id, code) {
      const app = await storage.authenticator(id);
      const secret = app?.confirmed ? vault.open(app.secret, sealedFor(id)) : undefined;
      const step = secret === undefined ? undefined : stepOf(secret, code);
      return step !== undefined && (await storage.useStep(id, step));
    },

    isRecoveryCode: (id, code) => storage.useRecoveryCode(id, hashToken(plainCode(code))),

    startApp(id, email) {
      const secret = new Secret({ size: secretBytes }).base32;
      const app = new TOTP({ issuer: 'Beside', label: email, secret: Secret.fromBase32(secret) });
      return { secret, uri: app.toString(), sealed: vault.seal(secret, sealedFor(id)) };
    },

    async confirmApp(id, sealed, code) {
      const secret = vault.open(sealed, sealedFor(id));
      const step = secret === undefined ? undefined : stepOf(secret, code);
      if (step === undefined) return false;
      await storage.saveAuthenticator(id, { secret: sealed, confirmed: true, lastStep: step });
      return true;
    },

    async makeRecoveryCodes(id) {
      const codes = Array.from({ length: recoveryCodes }, randomCode);
      await storage.saveRecoveryCodes(
        id,
        codes.map((code) => hashToken(plainCode(code))),
      );
      return codes;
    },
  };
}

function randomCode(): string {
  const letter = (): string => alphabet.charAt(randomInt(alphabet.length));
  const group = (): string => Array.from({ length: groupLength }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}

function digitsOf(code: string): string {
  return code.replaceAll(/[\s-]/g, '');
}

/** However it was typed: Crockford reads o as 0, i and l as 1. */
function plainCode(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
}

import type * as WebAuthn from '@simplewebauthn/server';
import type { UserId } from '@beside/shared/domain/ids';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { PasskeyAdd, PasskeySignIn } from '@beside/shared/protocol/httpIdentity';
import type { User } from '../ports.ts';
import type { IdentityStorage } from '../ports/identity.ts';
import type { Passes } from './passes.ts';

/** Where the page is that asks, as its browser names it. */
export interface Site {
  /** E.g. `https://help.example.com`. */
  origin: string;
}

/** Passkeys (W3C Web Authentication, level 3): each stands for the device and who unlocked it. */
export interface Passkeys {
  /** @param only whose passkeys fit; without, any of the installation's */
  askToSignIn(site: Site, only: UserId | undefined): Promise<{ ticket: string; options: object }>;
  /** @throws CodedError('not-authenticated', 'wrong-passkey') */
  signIn(answer: PasskeySignIn): Promise<UserId>;
  askToAdd(site: Site, user: User): Promise<{ ticket: string; options: object }>;
  /** @throws CodedError('bad-request', 'wrong-passkey'), 'conflict' where it is known already */
  add(user: User, answer: PasskeyAdd): Promise<void>;
}

const challengeMs = 5 * 60_000;
/** One person has a handful; the list is sent with each question. */
const maxPasskeys = 20;

export function createPasskeys(storage: IdentityStorage, passes: Passes, clock: Clock): Passkeys {
  /** Loaded where somebody uses it. */
  const load = (): Promise<typeof WebAuthn> => import('@simplewebauthn/server');

  return {
    async askToSignIn({ origin }, only) {
      const { generateAuthenticationOptions } = await load();
      const known = only === undefined ? [] : await storage.passkeys(only);
      const options = await generateAuthenticationOptions({
        rpID: new URL(origin).hostname,
        userVerification: 'required',
        timeout: challengeMs,
        allowCredentials: known.map(({ id, transports }) => ({ id, ...hinted(transports) })),
      });
      const content = { challenge: options.challenge, origin, for: 'sign-in' };
      const ticket = await passes.issue('passkey', only ?? '', content, challengeMs);
      return { ticket, options };
    },

    async signIn({ ticket, response }) {
      const asked = await passes.take('passkey', ticket);
      const passkey = await storage.passkey(response.id);
      const fits =
        asked?.content['for'] === 'sign-in' &&
        (asked.subject === '' || asked.subject === passkey?.userId);
      if (!passkey || !fits) throw new CodedError('not-authenticated', 'wrong-passkey');
      const { verifyAuthenticationResponse } = await load();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: response as WebAuthn.AuthenticationResponseJSON,
        ...expected(asked.content),
        credential: {
          id: passkey.id,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          counter: passkey.counter,
        },
      }).catch((): never => {
        // The library says with an error what does not fit; which of it is nobody's affair.
        throw new CodedError('not-authenticated', 'wrong-passkey');
      });
      if (!verified) throw new CodedError('not-authenticated', 'wrong-passkey');
      await storage.savePasskeyUse(passkey.id, authenticationInfo.newCounter, clock.now());
      return passkey.userId;
    },

    async askToAdd({ origin }, user) {
      const { generateRegistrationOptions } = await load();
      const known = await storage.passkeys(user.id);
      if (known.length >= maxPasskeys) throw new CodedError('conflict', 'too-many');
      const options = await generateRegistrationOptions({
        rpName: 'Beside',
        rpID: new URL(origin).hostname,
        userName: user.email,
        userDisplayName: user.name,
        userID: new TextEncoder().encode(user.id),
        timeout: challengeMs,
        attestationType: 'none',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        excludeCredentials: known.map(({ id, transports }) => ({ id, ...hinted(transports) })),
      });
      const content = { challenge: options.challenge, origin, for: 'adding' };
      return { ticket: await passes.issue('passkey', user.id, content, challengeMs), options };
    },

    async add(user, { ticket, name, response }) {
      const asked = await passes.take('passkey', ticket);
      if (asked?.content['for'] !== 'adding' || asked.subject !== user.id) {
        throw new CodedError('bad-request', 'wrong-passkey');
      }
      const { verifyRegistrationResponse } = await load();
      const result = await verifyRegistrationResponse({
        response: response as WebAuthn.RegistrationResponseJSON,
        ...expected(asked.content),
      }).catch((): never => {
        throw new CodedError('bad-request', 'wrong-passkey');
      });
      if (!result.verified) throw new CodedError('bad-request', 'wrong-passkey');
      const { credential } = result.registrationInfo;
      await storage.insertPasskey({
        id: credential.id,
        userId: user.id,
        name,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: response.response.transports ?? [],
        createdAt: clock.now(),
        usedAt: null,
      });
    },
  };
}

function expected({ challenge, origin }: Record<string, unknown>) {
  return {
    expectedChallenge: String(challenge),
    expectedOrigin: String(origin),
    expectedRPID: new URL(String(origin)).hostname,
    requireUserVerification: true,
  };
}

function hinted(transports: string[]): { transports?: WebAuthn.AuthenticatorTransport[] } {
  return transports.length > 0
    ? { transports: transports as WebAuthn.AuthenticatorTransport[] }
    : {};
}

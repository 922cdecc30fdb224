import type { UserId } from '@beside/shared/domain/ids';
import type { SignInWay } from '@beside/shared/domain/signIn';
import { networkOf } from '@beside/shared/lib/networkOf';
import { CodedError } from '@beside/shared/protocol/errors';
import type {
  PasskeySignIn,
  SecondStepAnswer,
  SecondStepAsked,
} from '@beside/shared/protocol/httpIdentity';
import type { Directory, User } from '../ports.ts';
import type { IdentityStorage, UserWithPassword } from '../ports/identity.ts';
import type { Note } from './events.ts';
import type { Passes } from './passes.ts';
import type { Passkeys, Site } from './passkeys.ts';
import { hashPassword, isOutdated, verifyPassword } from './passwords.ts';
import type { SecondFactor } from './secondFactor.ts';
import type { Device, Sessions } from './sessions.ts';
import {
  addressPace,
  passwordPace,
  secondStepPace,
  type Counted,
  type Slowdown,
} from './slowdown.ts';
import { createToken } from './tokens.ts';

/** The cookie's token of a new session, and whose it is. */
export interface SignedIn {
  user: User;
  token: string;
}

export interface SignIn {
  /** @throws CodedError('not-authenticated', 'wrong-credentials'), the same for an unknown address */
  byPassword(
    email: string,
    password: string,
    device: Device,
  ): Promise<SignedIn | { asked: SecondStepAsked }>;
  /** @throws CodedError('not-authenticated', 'wrong-code'), or 'sign-in-again' for a ticket that is over */
  bySecondStep(answer: SecondStepAnswer, device: Device): Promise<SignedIn>;
  /** @param ticket of the second step that it stands in for */
  askPasskey(site: Site, ticket?: string): Promise<{ ticket: string; options: object }>;
  /** @throws CodedError('not-authenticated', 'wrong-passkey') */
  byPasskey(answer: PasskeySignIn, device: Device): Promise<SignedIn>;
  /** For who has proved it another way. */
  open(user: User, way: SignInWay, device: Device): Promise<SignedIn>;
  /**
   * Asks once more who is signed in already.
   *
   * @throws CodedError('forbidden', 'wrong-credentials')
   */
  prove(user: UserWithPassword, password: string, device: Device): Promise<void>;
}

interface Parts {
  directory: Directory;
  storage: IdentityStorage;
  sessions: Sessions;
  passes: Passes;
  factor: SecondFactor;
  passkeys: Passkeys;
  slowdown: Slowdown;
  note: Note;
}

const secondStepMs = 5 * 60_000;

export function createSignIn(parts: Parts): SignIn {
  const { directory, storage, sessions, passes, factor, passkeys, slowdown, note } = parts;
  // Verified where there is no such user, so that the answer takes as long.
  const decoy = hashPassword(createToken());

  const verify = async (found: UserWithPassword | undefined, password: string) => {
    const has = found && found.passwordHash !== '';
    const right = await verifyPassword(password, has ? found.passwordHash : await decoy);
    return has && right ? found : undefined;
  };
  const counted = (email: string, { address }: Device): Counted[] => [
    { pace: addressPace, key: networkOf(address) },
    { pace: passwordPace, key: email.toLowerCase() },
  ];
  /** @throws CodedError('not-authenticated', 'user-disabled'), to who has proved to be the user */
  const assertLetIn = async ({ id, accountId }: User): Promise<void> => {
    if (await storage.user(id)) return;
    note({ what: 'sign-in refused', userId: id, accountId, reason: 'disabled' });
    throw new CodedError('not-authenticated', 'user-disabled');
  };
  const open = async (user: User, way: SignInWay, device: Device): Promise<SignedIn> => {
    await assertLetIn(user);
    const token = await sessions.open(user, way, device);
    const { id: userId, accountId } = user;
    note({ what: 'signed in', userId, accountId, way, address: device.address });
    return { user, token };
  };
  const known = async (id: UserId): Promise<User> => {
    const found = await storage.user(id);
    if (!found) throw new CodedError('not-authenticated', 'sign-in-again');
    const { passwordHash: _, ...user } = found;
    return user;
  };

  return {
    open,

    async byPassword(email, password, device) {
      const found = await slowdown.guard(counted(email, device), async () => {
        const user = await verify(await directory.userByEmail(email), password);
        if (!user) {
          note({ what: 'sign-in refused', address: device.address });
          throw new CodedError('not-authenticated', 'wrong-credentials');
        }
        return user;
      });
      const { passwordHash, ...user } = found;
      await assertLetIn(user);
      if (isOutdated(passwordHash)) {
        await storage.savePassword(user.id, await hashPassword(password));
      }
      const ways = await factor.ways(user.id);
      if (ways.length === 0) return open(user, 'password', device);
      const ticket = await passes.issue('second-step', user.id, {}, secondStepMs);
      return { asked: { ticket, ways } };
    },

    async bySecondStep(answer, device) {
      const pass = await passes.look('second-step', answer.ticket);
      if (!pass) throw new CodedError('not-authenticated', 'sign-in-again');
      const id = pass.subject as UserId;
      const tries = [
        { pace: addressPace, key: networkOf(device.address) },
        { pace: secondStepPace, key: id },
      ];
      await slowdown.guard(tries, async () => {
        const right =
          'code' in answer
            ? await factor.isCode(id, answer.code)
            : await factor.isRecoveryCode(id, answer.recoveryCode);
        if (right) return;
        note({ what: 'second step refused', userId: id, address: device.address });
        throw new CodedError('not-authenticated', 'wrong-code');
      });
      if (!(await passes.take('second-step', answer.ticket))) {
        throw new CodedError('not-authenticated', 'sign-in-again');
      }
      if ('recoveryCode' in answer) note({ what: 'recovery code used', userId: id });
      return open(await known(id), 'two-step', device);
    },

    async askPasskey(site, ticket) {
      if (ticket === undefined) return passkeys.askToSignIn(site, undefined);
      const pass = await passes.look('second-step', ticket);
      if (!pass) throw new CodedError('not-authenticated', 'sign-in-again');
      return passkeys.askToSignIn(site, pass.subject as UserId);
    },

    async byPasskey(answer, device) {
      const tries = [{ pace: addressPace, key: networkOf(device.address) }];
      const id = await slowdown.guard(tries, () => passkeys.signIn(answer));
      return open(await known(id), 'passkey', device);
    },

    async prove(user, password, device) {
      await slowdown.guard(counted(user.email, device), async () => {
        if (await verify(user, password)) return;
        note({ what: 'sign-in refused', userId: user.id, address: device.address });
        throw new CodedError('forbidden', 'wrong-credentials');
      });
    },
  };
}

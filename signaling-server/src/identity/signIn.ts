import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Directory, User } from '../ports.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { createToken, hashToken } from './tokens.ts';

/** How long a technician stays signed in without signing in again. */
export const userSessionMs = 14 * 24 * 60 * 60 * 1000;

/** Who a caller is, and their sessions. */
export interface Identity {
  /** @throws CodedError('not-authenticated', 'wrong-credentials'), the same for an unknown address */
  signIn(email: string, password: string): Promise<{ user: User; token: string }>;
  signOut(token: string): Promise<void>;
  userByToken(token: string): Promise<User | undefined>;
}

export function createIdentity(directory: Directory, clock: Clock): Identity {
  // Verified where there is no such user, so that the answer takes as long.
  const decoy = hashPassword(createToken());

  return {
    async signIn(email, password) {
      const found = await directory.userByEmail(email);
      const right = await verifyPassword(password, found?.passwordHash ?? (await decoy));
      if (!found || !right) throw new CodedError('not-authenticated', 'wrong-credentials');
      const token = createToken();
      const now = clock.now();
      await directory.createUserSession({
        tokenHash: hashToken(token),
        userId: found.id,
        createdAt: now,
        expiresAt: now + userSessionMs,
      });
      const { passwordHash: _, ...user } = found;
      return { user, token };
    },
    signOut: (token) => directory.endUserSession(hashToken(token)),
    userByToken: (token) => directory.userBySession(hashToken(token), clock.now()),
  };
}

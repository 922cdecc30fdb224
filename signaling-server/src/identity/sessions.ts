import type { UserId } from '@beside/shared/domain/ids';
import type { SignInWay } from '@beside/shared/domain/signIn';
import type { Clock } from '@beside/shared/lib/clock';
import type { User } from '../ports.ts';
import type { IdentityStorage, SessionSockets, UserSession } from '../ports/identity.ts';
import { createToken, hashToken } from './tokens.ts';

/** How long a technician stays signed in without signing in again. */
export const userSessionMs = 14 * 24 * 60 * 60 * 1000;
/** How exact "last seen" is. */
const seenEveryMs = 60_000;
const maxUserAgentLength = 400;

/** Where somebody signs in from. */
export interface Device {
  address: string;
  userAgent: string;
}

/** Who is signed in where. Tokens are the cookies'; hashes of them are what is stored. */
export interface Sessions {
  /** @returns the new session's token */
  open(user: User, way: SignInWay, device: Device): Promise<string>;
  find(token: string): Promise<{ user: User; session: UserSession } | undefined>;
  userByToken(token: string): Promise<User | undefined>;
  list(userId: UserId): Promise<UserSession[]>;
  /** Notes that it is in use. @returns false where it has ended */
  seen(tokenHash: string, address?: string): Promise<boolean>;
  /** The same session under a new token: who had learnt the old one has nothing. */
  rotate(token: string): Promise<string | undefined>;
  end(token: string): Promise<void>;
  /** @returns whether the user has one that {@link sessionId} names so */
  endOne(userId: UserId, id: string): Promise<boolean>;
  /** @param except the token of the one that stays; `null`: none does */
  endAll(userId: UserId, except: string | null): Promise<number>;
}

/** What a page names a session by; it opens nothing. */
export function sessionId({ tokenHash }: UserSession): string {
  return hashToken(tokenHash).slice(0, 32);
}

export function createSessions(
  storage: IdentityStorage,
  sockets: SessionSockets,
  clock: Clock,
): Sessions {
  const notedAt = new Map<string, number>();
  const find = async (token: string) => storage.session(hashToken(token), clock.now());
  const over = async (hashes: readonly string[]): Promise<void> => {
    for (const hash of hashes) notedAt.delete(hash);
    await sockets.end(hashes);
  };

  return {
    async open(user, way, { address, userAgent }) {
      const token = createToken();
      const now = clock.now();
      await storage.createSession({
        tokenHash: hashToken(token),
        userId: user.id,
        way,
        createdAt: now,
        expiresAt: now + userSessionMs,
        seenAt: now,
        address,
        userAgent: userAgent.slice(0, maxUserAgentLength),
      });
      return token;
    },
    find,
    userByToken: async (token) => (await find(token))?.user,
    list: (userId) => storage.sessions(userId, clock.now()),
    async seen(tokenHash, address) {
      const now = clock.now();
      if (now - (notedAt.get(tokenHash) ?? 0) < seenEveryMs) return true;
      // Kept for those in use alone.
      for (const [hash, at] of notedAt) if (now - at > 10 * seenEveryMs) notedAt.delete(hash);
      const isThere = await storage.seen(tokenHash, now, address);
      if (isThere) notedAt.set(tokenHash, now);
      else notedAt.delete(tokenHash);
      return isThere;
    },
    async rotate(token) {
      const next = createToken();
      if (!(await storage.rotateSession(hashToken(token), hashToken(next)))) return undefined;
      await sockets.move(hashToken(token), hashToken(next));
      return next;
    },
    async end(token) {
      await storage.endSession(hashToken(token));
      await over([hashToken(token)]);
    },
    async endOne(userId, id) {
      const all = await storage.sessions(userId, clock.now());
      const meant = all.find((session) => sessionId(session) === id);
      if (!meant) return false;
      await storage.endSession(meant.tokenHash);
      await over([meant.tokenHash]);
      return true;
    },
    async endAll(userId, except) {
      const ended = await storage.endSessions(userId, except === null ? null : hashToken(except));
      await over(ended);
      return ended.length;
    },
  };
}

import type { Clock } from '@beside/shared/lib/clock';
import type { AuditOf, IdentityStorage, PassKind } from '../ports/identity.ts';
import { createToken, hashToken } from './tokens.ts';

/** What is handed over once: each token opens one thing, until a time, for whoever comes first. */
export interface Passes {
  /** @returns the token, which is nowhere else */
  issue(
    kind: PassKind,
    subject: string,
    content: object,
    lifeMs: number,
    audit?: AuditOf,
  ): Promise<string>;
  /** Leaves it where it is. */
  look(kind: PassKind, token: string): Promise<Opened | undefined>;
  take(kind: PassKind, token: string): Promise<Opened | undefined>;
  /** All of that kind and subject open nothing any more. */
  drop(kind: PassKind, subject: string): Promise<void>;
}

export interface Opened {
  subject: string;
  /** As it was issued, by this same code. */
  content: Record<string, unknown>;
}

export function createPasses(storage: IdentityStorage, clock: Clock): Passes {
  const opened = (pass: { subject: string; content: string } | undefined): Opened | undefined =>
    pass && {
      subject: pass.subject,
      content: JSON.parse(pass.content) as Record<string, unknown>,
    };
  return {
    async issue(kind, subject, content, lifeMs, audit) {
      const token = createToken();
      const now = clock.now();
      await storage.savePass(
        {
          tokenHash: hashToken(token),
          kind,
          subject,
          content: JSON.stringify(content),
          expiresAt: now + lifeMs,
        },
        now,
        audit,
      );
      return token;
    },
    look: async (kind, token) => opened(await storage.pass(kind, hashToken(token), clock.now())),
    take: async (kind, token) =>
      opened(await storage.takePass(kind, hashToken(token), clock.now())),
    drop: (kind, subject) => storage.dropPasses(kind, subject),
  };
}

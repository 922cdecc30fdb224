import type { ApiScope } from '@beside/shared/domain/apiScopes';
import type { AccountId, UserId } from '@beside/shared/domain/ids';

/** A key of the API: a program that has its token acts for the user who made it. */
export interface ApiKey {
  id: string;
  accountId: AccountId;
  userId: UserId;
  name: string;
  scopes: ApiScope[];
  /** The end of the token, to be known by. */
  hint: string;
  createdAt: number;
  /** `null`: never. */
  expiresAt: number | null;
  revokedAt: number | null;
  /** When it was used last, to the minute. */
  usedAt: number | null;
}

/** What is asked before an account is known. */
export interface KeyDirectory {
  byToken(tokenHash: string): Promise<ApiKey | undefined>;
  noteUse(id: string, at: number): Promise<void>;
}

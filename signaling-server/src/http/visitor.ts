import type { Request } from 'express';
import { rightsOf } from '@beside/shared/domain/rightsTable';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Me } from '@beside/shared/protocol/http';
import type { Owner } from '../identity/ownAccount.ts';
import type { Site } from '../identity/passkeys.ts';
import type { Device, Sessions } from '../identity/sessions.ts';
import type { Storage, User } from '../ports.ts';
import type { Cookies } from './cookies.ts';

/** Where a request comes from, as its session is listed. */
export function deviceOf(request: Request): Device {
  return { address: request.ip ?? 'unknown', userAgent: request.headers['user-agent'] ?? '' };
}

/**
 * The page that asks, by the word of its browser, which was held against ours before.
 *
 * @throws CodedError('bad-request') where it is no page
 */
export function siteOf({ headers: { origin } }: Request): Site {
  if (origin === undefined || !URL.canParse(origin)) throw new CodedError('bad-request');
  return { origin };
}

/** @throws CodedError('not-authenticated') */
export async function ownerOf(
  request: Request,
  { sessions, cookies }: { sessions: Sessions; cookies: Cookies },
): Promise<Owner> {
  const token = cookies.session.read(request);
  const found = token === undefined ? undefined : await sessions.find(token);
  if (token === undefined || !found) throw new CodedError('not-authenticated');
  const device = deviceOf(request);
  await sessions.seen(found.session.tokenHash, device.address);
  return { ...found, token, device };
}

export async function meOf(storage: Pick<Storage, 'forAccount'>, user: User): Promise<Me> {
  const storageOf = storage.forAccount(user.accountId);
  const [account, holder, recordings] = await Promise.all([
    storageOf.account(),
    storageOf.admin.rightsHolder(user.id),
    storageOf.recordings.settings(),
  ]);
  const { id, name, email } = user;
  return {
    ...{ id, name, email, role: holder?.role ?? user.role },
    rights: holder ? rightsOf(holder) : [],
    accountName: account?.name ?? '',
    recordings: recordings.allowed,
  };
}

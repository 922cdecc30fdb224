import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { handshakeSchema } from '@beside/shared/protocol/contract';
import { CodedError } from '@beside/shared/protocol/errors';
import { protocolVersion } from '@beside/shared/protocol/version';
import { sessionCookie } from '../http/cookies.ts';
import { hashToken } from '../identity/tokens.ts';
import type { Identity } from '../identity/signIn.ts';
import type { Directory } from '../ports.ts';
import { parse } from './bind.ts';
import type { Caller } from './caller.ts';

/**
 * Who is at the other end of a new socket.
 *
 * @param auth the `auth` object of the Socket.IO handshake, unchecked
 * @throws CodedError 'bad-request' (with 'version' for another protocol), 'not-authenticated'
 */
export async function authenticate(
  auth: unknown,
  request: IncomingMessage,
  { identity, directory }: { identity: Identity; directory: Directory },
): Promise<Caller> {
  const handshake = parse(handshakeSchema, auth);
  if (handshake.protocol !== protocolVersion) throw new CodedError('bad-request', 'version');
  const { endpoint } = handshake;

  if (handshake.party === 'customer') {
    const tokenHash = hashToken(handshake.token);
    const known = await directory.requestByToken(tokenHash);
    if (!known) throw new CodedError('not-authenticated');
    return { actor: { party: 'customer', ...known }, endpoint, tokenHash };
  }
  const token = parseCookie(request.headers.cookie ?? '')[sessionCookie];
  const user = token === undefined ? undefined : await identity.userByToken(token);
  if (!user || token === undefined) throw new CodedError('not-authenticated');
  return {
    actor: { party: 'technician', accountId: user.accountId, user },
    endpoint,
    tokenHash: hashToken(token),
  };
}

/**
 * Whether a page of this origin may open a socket. Browsers always name their origin on a WebSocket;
 * who names none is no browser, and carries no other site's cookie.
 */
export function originIsOurs(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

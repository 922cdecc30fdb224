import type { IncomingMessage } from 'node:http';
import { handshakeSchema } from '@beside/shared/protocol/contract';
import { CodedError } from '@beside/shared/protocol/errors';
import { protocolVersion } from '@beside/shared/protocol/version';
import type { Cookies } from '../http/cookies.ts';
import { hashToken } from '../identity/tokens.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Directory } from '../ports.ts';
import { parse } from './bind.ts';
import type { Caller } from './caller.ts';
import type { Origins } from './origins.ts';

interface Parts {
  sessions: Sessions;
  cookies: Cookies;
  directory: Directory;
  origins: Origins;
}

/**
 * Who is at the other end of a new socket. On a page of another site it can only be a customer whose
 * conversation that site may carry, whatever cookie comes along.
 *
 * @param auth the `auth` object of the Socket.IO handshake, unchecked
 * @throws CodedError 'bad-request' (with 'version' for another protocol), 'not-authenticated'
 */
export async function authenticate(
  auth: unknown,
  request: IncomingMessage,
  { sessions, cookies, directory, origins }: Parts,
): Promise<Caller> {
  const handshake = parse(handshakeSchema, auth);
  if (handshake.protocol !== protocolVersion) throw new CodedError('bad-request', 'version');
  const { endpoint } = handshake;

  if (handshake.party === 'customer') {
    const tokenHash = hashToken(handshake.token);
    const known = await directory.requestByToken(tokenHash);
    if (!known) throw new CodedError('not-authenticated');
    const { origin = '' } = request.headers;
    const isAtHome = origins.isOurs(request) || (await origins.mayFollow(origin, known));
    if (!isAtHome) throw new CodedError('not-authenticated');
    return { actor: { party: 'customer', ...known }, endpoint, tokenHash };
  }
  if (!origins.isOurs(request)) throw new CodedError('not-authenticated');
  const token = cookies.session.read(request);
  const user = token === undefined ? undefined : await sessions.userByToken(token);
  if (!user || token === undefined) throw new CodedError('not-authenticated');
  return {
    actor: { party: 'technician', accountId: user.accountId, user },
    endpoint,
    tokenHash: hashToken(token),
  };
}

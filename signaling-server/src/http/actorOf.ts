import { parseCookie } from 'cookie';
import type { Request } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Actor } from '../desk/actor.ts';
import { originIsOurs } from '../gateway/handshake.ts';
import type { Identity } from '../identity/signIn.ts';
import { hashToken } from '../identity/tokens.ts';
import type { Directory } from '../ports.ts';
import { sessionCookie } from './cookies.ts';

/** @throws CodedError('not-authenticated') */
export type ActorOf = (request: Request) => Promise<Actor>;

interface Parts {
  identity: Identity;
  directory: Directory;
  publicUrl: string | undefined;
}

/**
 * Who sends an HTTP request: a customer by `Authorization: Bearer` and the request's token, a
 * technician by the cookie, from a page of this installation.
 */
export function createActorOf({ identity, directory, publicUrl }: Parts): ActorOf {
  return async (request) => {
    const bearer = /^Bearer ([\w-]{1,128})$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const known = await directory.requestByToken(hashToken(bearer));
      if (!known) throw new CodedError('not-authenticated');
      return { party: 'customer', ...known };
    }
    const token = parseCookie(request.headers.cookie ?? '')[sessionCookie];
    const user = token === undefined ? undefined : await identity.userByToken(token);
    // A cookie is sent by whichever page there is; an origin is named by the browser alone.
    if (!user || !originIsOurs(request, publicUrl)) throw new CodedError('not-authenticated');
    return { party: 'technician', accountId: user.accountId, user };
  };
}

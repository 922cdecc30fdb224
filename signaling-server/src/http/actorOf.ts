import type { Request } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Actor } from '../desk/actor.ts';
import type { Origins } from '../gateway/origins.ts';
import type { Sessions } from '../identity/sessions.ts';
import { hashToken } from '../identity/tokens.ts';
import type { Directory } from '../ports.ts';
import type { Cookies } from './cookies.ts';

/** @throws CodedError('not-authenticated') */
export type ActorOf = (request: Request) => Promise<Actor>;

interface Parts {
  sessions: Sessions;
  cookies: Cookies;
  directory: Directory;
  origins: Origins;
}

/**
 * Who sends an HTTP request: a customer by `Authorization: Bearer` and the request's token, from a
 * page that may carry the conversation; a technician by the cookie, from a page of this installation.
 */
export function createActorOf({ sessions, cookies, directory, origins }: Parts): ActorOf {
  return async (request) => {
    const bearer = /^Bearer ([\w-]{1,128})$/.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) {
      const known = await directory.requestByToken(hashToken(bearer));
      const { origin = '' } = request.headers;
      const isAtHome =
        known && (origins.isOurs(request) || (await origins.mayFollow(origin, known)));
      if (!isAtHome) throw new CodedError('not-authenticated');
      return { party: 'customer', ...known };
    }
    const token = cookies.session.read(request);
    const user = token === undefined ? undefined : await sessions.userByToken(token);
    // A cookie is sent by whichever page there is; an origin is named by the browser alone.
    if (!user || !origins.isOurs(request)) throw new CodedError('not-authenticated');
    return { party: 'technician', accountId: user.accountId, user };
  };
}

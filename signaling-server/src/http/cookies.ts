import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import type { Response } from 'express';
import { userSessionMs } from '../identity/sessions.ts';

/** One cookie: scripts cannot read it, and forms of other sites cannot send it. */
export interface Cookie {
  read(request: IncomingMessage): string | undefined;
  set(response: Response, value: string): void;
  clear(response: Response): void;
}

export interface Cookies {
  /** Carries a technician's session. */
  session: Cookie;
  /** Binds the way to a provider and back to one browser. */
  single: Cookie;
}

const singleMs = 10 * 60_000;

/**
 * Lax, so that whoever comes back from a provider or follows a link of a mail is known at once. Over
 * TLS the prefix keeps other hosts of the same domain from setting it (RFC 6265bis, section 4.1.3.2).
 *
 * @param secure whether people come by HTTPS
 */
export function createCookies(secure: boolean): Cookies {
  const cookie = (plainName: string, maxAge: number): Cookie => {
    const name = secure ? `__Host-${plainName}` : plainName;
    const attributes = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
    return {
      read: ({ headers }) => parseCookie(headers.cookie ?? '')[name],
      set: (response, value) => void response.cookie(name, value, { ...attributes, maxAge }),
      clear: (response) => void response.clearCookie(name, attributes),
    };
  };
  return {
    session: cookie('beside_session', userSessionMs),
    single: cookie('beside_single', singleMs),
  };
}

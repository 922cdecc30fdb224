import type { Response } from 'express';
import { userSessionMs } from '../identity/signIn.ts';

/** Carries a technician's session; scripts cannot read it, other sites cannot send it. */
export const sessionCookie = 'beside_session';

export function setSessionCookie(response: Response, token: string, secure: boolean): void {
  response.cookie(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: '/',
    maxAge: userSessionMs,
  });
}

export function clearSessionCookie(response: Response): void {
  response.clearCookie(sessionCookie, { path: '/' });
}

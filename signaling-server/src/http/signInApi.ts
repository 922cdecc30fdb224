import { Router, type Request, type Response } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import { signInSchema } from '@beside/shared/protocol/http';
import {
  passkeyAskSchema,
  passkeySignInSchema,
  secondStepSchema,
  singleSignOnAskSchema,
  type SignInAnswer,
  type SignInWays,
} from '@beside/shared/protocol/httpIdentity';
import { parse } from '../gateway/bind.ts';
import type { Identity } from '../identity/identity.ts';
import type { SignedIn } from '../identity/signIn.ts';
import type { Storage } from '../ports.ts';
import type { Cookies } from './cookies.ts';
import { deviceOf, meOf, ownerOf, siteOf } from './visitor.ts';

interface Parts {
  identity: Identity;
  storage: Storage;
  cookies: Cookies;
  /** What people reach the installation by, without a slash at its end. */
  baseUrl: () => string;
}

/** Hands the new session's cookie over; the one that the browser had before is at its end. */
export type Admit = (request: Request, response: Response, signedIn: SignedIn) => Promise<void>;

export function createAdmit({ identity, cookies }: Pick<Parts, 'identity' | 'cookies'>): Admit {
  return async (request, response, { token }) => {
    const before = cookies.session.read(request);
    if (before !== undefined) await identity.sessions.end(before);
    cookies.session.set(response, token);
  };
}

/** Coming in and going out, by each of the ways that there are. */
export function createSignInApi(parts: Parts): Router {
  const { identity, storage, cookies, baseUrl } = parts;
  const { signIn, sessions, singleSignOn } = identity;
  const admit = createAdmit(parts);
  const api = Router();

  const answer = async (request: Request, response: Response, signedIn: SignedIn) => {
    await admit(request, response, signedIn);
    const data: SignInAnswer = await meOf(storage, signedIn.user);
    response.json({ ok: true, data });
  };

  api.get('/sign-in/ways', async (_request, response) => {
    const data: SignInWays = {
      reset: identity.hasMail,
      singleSignOn: await singleSignOn.offered(),
    };
    response.json({ ok: true, data });
  });

  api.post('/sign-in', async (request, response) => {
    const { email, password } = parse(signInSchema, request.body);
    const result = await signIn.byPassword(email, password, deviceOf(request));
    if ('token' in result) return answer(request, response, result);
    const data: SignInAnswer = { secondStep: result.asked };
    response.json({ ok: true, data });
  });

  api.post('/sign-in/second-step', async (request, response) => {
    const sent = parse(secondStepSchema, request.body);
    await answer(request, response, await signIn.bySecondStep(sent, deviceOf(request)));
  });

  api.post('/sign-in/passkey/options', async (request, response) => {
    const { ticket } = parse(passkeyAskSchema, request.body);
    response.json({ ok: true, data: await signIn.askPasskey(siteOf(request), ticket) });
  });

  api.post('/sign-in/passkey', async (request, response) => {
    const sent = parse(passkeySignInSchema, request.body);
    await answer(request, response, await signIn.byPasskey(sent, deviceOf(request)));
  });

  api.post('/sign-in/single', async (request, response) => {
    const { email } = parse(singleSignOnAskSchema, request.body);
    const { url, token } = await singleSignOn.begin(email);
    cookies.single.set(response, token);
    response.json({ ok: true, data: { url } });
  });

  // The browser comes by itself, from the provider's page: it is answered with a page.
  api.get('/sign-in/single/return', async (request, response) => {
    const token = cookies.single.read(request) ?? '';
    cookies.single.clear(response);
    try {
      const callbackUrl = `${baseUrl()}${request.originalUrl}`;
      const signedIn = await singleSignOn.finish(token, callbackUrl, deviceOf(request));
      await admit(request, response, signedIn);
      response.redirect(303, '/console');
    } catch (failure) {
      if (!(failure instanceof CodedError)) throw failure;
      const reason = failure.reason ?? 'single-sign-on-failed';
      response.redirect(303, `/console?sign-in=${reason}`);
    }
  });

  api.post('/sign-out', async (request, response) => {
    const token = cookies.session.read(request);
    if (token !== undefined) await sessions.end(token);
    cookies.session.clear(response);
    response.json({ ok: true, data: {} });
  });

  api.get('/me', async (request, response) => {
    const { user } = await ownerOf(request, { sessions, cookies });
    response.json({ ok: true, data: await meOf(storage, user) });
  });

  return api;
}

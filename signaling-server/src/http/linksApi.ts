import { Router } from 'express';
import {
  acceptSchema,
  forgottenSchema,
  inviteSchema,
  linkSchema,
  resetSchema,
  setUpSchema,
  type LinkView,
} from '@beside/shared/protocol/httpIdentity';
import { parse } from '../gateway/bind.ts';
import type { Identity } from '../identity/identity.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Storage } from '../ports.ts';
import type { Cookies } from './cookies.ts';
import { createAdmit } from './signInApi.ts';
import { deviceOf, meOf, ownerOf } from './visitor.ts';

interface Parts {
  identity: Identity;
  storage: Storage;
  cookies: Cookies;
  limits: Limits;
}

/** What links lead to: a password set anew, an invitation, the first account. */
export function createLinksApi(parts: Parts): Router {
  const { identity, storage, cookies, limits } = parts;
  const { sessions, resets, invitations, setUp } = identity;
  const admit = createAdmit(parts);
  const api = Router();

  api.post('/links', async (request, response) => {
    const { kind, token } = parse(linkSchema, request.body);
    const data: LinkView = { email: '', name: '', accountName: '' };
    if (kind === 'set-up') await setUp.look(token);
    else if (kind === 'invitation') Object.assign(data, await invitations.look(token));
    else {
      const { email, name } = await resets.look(token);
      Object.assign(data, { email, name });
    }
    response.json({ ok: true, data });
  });

  api.post('/password/forgotten', async (request, response) => {
    const { email, language } = parse(forgottenSchema, request.body);
    await resets.ask(email, language, deviceOf(request));
    response.json({ ok: true, data: {} });
  });

  api.post('/password/reset', async (request, response) => {
    const { token, password } = parse(resetSchema, request.body);
    await resets.set(token, password, deviceOf(request));
    cookies.session.clear(response);
    response.json({ ok: true, data: {} });
  });

  api.post('/invitations', async (request, response) => {
    const { user } = await ownerOf(request, { sessions, cookies });
    const invite = parse(inviteSchema, request.body);
    await limits.take('invitations-by-account', user.accountId);
    response.json({ ok: true, data: await invitations.invite(user, invite) });
  });

  api.post('/invitations/accept', async (request, response) => {
    const sent = parse(acceptSchema, request.body);
    const signedIn = await invitations.accept(sent, deviceOf(request));
    await admit(request, response, signedIn);
    response.json({ ok: true, data: await meOf(storage, signedIn.user) });
  });

  api.post('/set-up', async (request, response) => {
    const sent = parse(setUpSchema, request.body);
    const signedIn = await setUp.complete(sent, deviceOf(request));
    await admit(request, response, signedIn);
    response.json({ ok: true, data: await meOf(storage, signedIn.user) });
  });

  return api;
}

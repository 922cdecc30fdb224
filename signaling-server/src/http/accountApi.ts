import { Router, type Request, type Response } from 'express';
import {
  appConfirmSchema,
  ownNameSchema,
  passkeyAddSchema,
  passkeyRemoveSchema,
  passkeyRenameSchema,
  passwordChangeSchema,
  provenSchema,
  sessionEndSchema,
  singleSignOnSchema,
} from '@beside/shared/protocol/httpIdentity';
import { parse } from '../gateway/bind.ts';
import type { Identity } from '../identity/identity.ts';
import type { Owner } from '../identity/ownAccount.ts';
import type { Cookies } from './cookies.ts';
import { ownerOf, siteOf } from './visitor.ts';

interface Parts {
  identity: Identity;
  cookies: Cookies;
}

/** A route of somebody's own account. @returns what is answered */
type Work = (owner: Owner, request: Request, response: Response) => Promise<object | null>;

/** One's own account, and for administrators how their people sign in. */
export function createAccountApi({ identity, cookies }: Parts): Router {
  const { own, sessions, singleSignOn } = identity;
  const api = Router();

  const handle = (work: Work) => async (request: Request, response: Response) => {
    const owner = await ownerOf(request, { sessions, cookies });
    response.json({ ok: true, data: await work(owner, request, response) });
  };
  const post = (path: string, work: Work) => api.post(path, handle(work));
  /** What changes how somebody signs in gives the session a new token. */
  const renew = (response: Response, token: string): object => {
    cookies.session.set(response, token);
    return {};
  };

  api.get(
    '/account',
    handle((owner) => own.view(owner)),
  );
  post('/account/name', async (owner, { body }) => {
    await own.rename(owner, parse(ownNameSchema, body).name);
    return {};
  });
  post('/account/password', async (owner, { body }, response) => {
    const { current, password } = parse(passwordChangeSchema, body);
    return renew(response, await own.changePassword(owner, current, password));
  });

  post('/account/app/start', (owner, { body }) =>
    own.startApp(owner, parse(provenSchema, body).password),
  );
  post('/account/app/confirm', async (owner, { body }, response) => {
    const { ticket, code } = parse(appConfirmSchema, body);
    const { token, recoveryCodes } = await own.confirmApp(owner, ticket, code);
    renew(response, token);
    return { recoveryCodes };
  });
  post('/account/app/remove', async (owner, { body }, response) =>
    renew(response, await own.removeApp(owner, parse(provenSchema, body).password)),
  );
  post('/account/recovery-codes', async (owner, { body }) => ({
    recoveryCodes: await own.makeRecoveryCodes(owner, parse(provenSchema, body).password),
  }));

  post('/account/passkeys/options', (owner, request) =>
    own.askPasskey(owner, siteOf(request), parse(provenSchema, request.body).password),
  );
  post('/account/passkeys', async (owner, { body }, response) => {
    const { token, recoveryCodes } = await own.addPasskey(owner, parse(passkeyAddSchema, body));
    renew(response, token);
    return { recoveryCodes };
  });
  post('/account/passkeys/rename', async (owner, { body }) => {
    const { id, name } = parse(passkeyRenameSchema, body);
    await own.renamePasskey(owner, id, name);
    return {};
  });
  post('/account/passkeys/remove', async (owner, { body }, response) => {
    const { id, password } = parse(passkeyRemoveSchema, body);
    return renew(response, await own.removePasskey(owner, id, password));
  });

  post('/account/sessions/end', async (owner, { body }) => {
    await own.endSession(owner, parse(sessionEndSchema, body).id);
    return {};
  });
  post('/account/sessions/end-others', async (owner) => {
    await own.endOtherSessions(owner);
    return {};
  });

  api.get(
    '/single-sign-on',
    handle(({ user }) => singleSignOn.settings(user)),
  );
  post('/single-sign-on', async ({ user }, { body }) => {
    await singleSignOn.save(user, parse(singleSignOnSchema, body));
    return {};
  });
  post('/single-sign-on/remove', async ({ user }) => {
    await singleSignOn.remove(user);
    return {};
  });

  return api;
}

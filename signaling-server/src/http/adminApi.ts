import { Router } from 'express';
import { rightsOf } from '@beside/shared/domain/rightsTable';
import { admin, type AdminName } from '@beside/shared/protocol/admin';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Administration } from '../identity/administration.ts';
import type { Manager } from '../identity/managers.ts';
import type { Sessions } from '../identity/sessions.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { Storage } from '../ports.ts';
import type { Cookies } from './cookies.ts';
import { takeForAdmin } from './costlyAdmin.ts';
import { parseForm } from './parseForm.ts';
import { ownerOf } from './visitor.ts';

interface Parts {
  administration: Administration;
  storage: Storage;
  sessions: Sessions;
  cookies: Cookies;
  limits: Limits;
}

type Work = (by: Manager, input: unknown) => Promise<object>;

/** `/api/admin`: the management centre's contract. First who asks, then whether they may, then what. */
export function createAdminApi({
  administration,
  storage,
  sessions,
  cookies,
  limits,
}: Parts): Router {
  const api = Router();
  for (const name of Object.keys(admin) as AdminName[]) {
    const { right, input } = admin[name];
    const work = administration[name] as Work;
    api.post(`/${name}`, async (request, response) => {
      const { user } = await ownerOf(request, { sessions, cookies });
      const holder = await storage.forAccount(user.accountId).admin.rightsHolder(user.id);
      if (!holder) throw new CodedError('not-authenticated');
      const rights = rightsOf(holder);
      if (!rights.includes(right)) throw new CodedError('forbidden');
      const sent = parseForm(input, request.body);
      await takeForAdmin(limits, name, user, sent);
      const data = await work({ user, rights }, sent);
      response.json({ ok: true, data });
    });
  }
  return api;
}

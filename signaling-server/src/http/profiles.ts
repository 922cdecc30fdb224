import { Router, raw } from 'express';
import { CodedError } from '@beside/shared/protocol/errors';
import { maxProfileBytes } from '@beside/shared/protocol/limits';
import type { Profiles } from '../desk/profiles.ts';
import type { ActorOf } from './actorOf.ts';

/** `POST /api/v1/profiles?name=…`: the bytes of a mobile profile, by an administrator (rule F4). */
export function createProfileRoutes(profiles: Profiles, actorOf: ActorOf): Router {
  const router = Router();
  router.post(
    '/profiles',
    raw({ type: 'application/x-apple-aspen-config', limit: maxProfileBytes }),
    async (request, response) => {
      const actor = await actorOf(request);
      const { name } = request.query;
      if (actor.party !== 'technician') throw new CodedError('not-found');
      if (!Buffer.isBuffer(request.body) || typeof name !== 'string') {
        throw new CodedError('bad-request');
      }
      response.json({ ok: true, data: await profiles.add(actor, name, request.body) });
    },
  );
  return router;
}

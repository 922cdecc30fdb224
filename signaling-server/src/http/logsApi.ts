import { Router } from 'express';
import { create as attachment } from 'content-disposition';
import type { SessionLogs } from '../desk/sessionLogs.ts';
import type { Limits } from '../limits/createLimits.ts';
import type { ActorOf } from './actorOf.ts';

interface Parts {
  sessionLogs: SessionLogs;
  /** The installation's public key, Ed25519, in base64url. */
  publicKey: string;
  actorOf: ActorOf;
  limits: Limits;
}

/**
 * `/api/v1/log-key`: what logs are signed with, to whoever asks. `/api/v1/session-log`: the log of
 * the request whose customer asks (rule X5).
 */
export function createLogsApi({ sessionLogs, publicKey, actorOf, limits }: Parts): Router {
  const api = Router();
  api.get('/log-key', (_request, response) => {
    response.json({ ok: true, data: { key: publicKey } });
  });
  api.get('/session-log', async (request, response) => {
    const actor = await actorOf(request);
    const token = actor.party === 'customer' ? actor.requestId : actor.user.id;
    await limits.take('exports-by-token', token);
    const log = await sessionLogs.read(actor);
    response.setHeader('Content-Disposition', attachment('session-log.json'));
    response.type('json').send(`${JSON.stringify(log, null, 1)}\n`);
  });
  return api;
}

import express, { Router } from 'express';
import { sfuRegisterPath } from '@beside/shared/protocol/sfuLink';
import type { SfuRegistry } from '../media/sfuRegistry.ts';

/** Where SFU nodes tell of themselves. Whoever cannot prove to be one is answered as by no route. */
export function createSfuNodesRoute(registry: SfuRegistry | undefined): Router {
  const router = Router();
  if (!registry) return router;
  router.post(sfuRegisterPath, express.json({ limit: '2kb' }), async (request, response) => {
    await registry.register(request.body);
    response.sendStatus(204);
  });
  return router;
}

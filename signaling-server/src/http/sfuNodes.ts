import express, { Router } from 'express';
import { sfuRegisterPath } from '@beside/shared/protocol/sfuLink';

interface Registry {
  /** @throws CodedError where it makes no sense, is not proven or too old, or where there are too many */
  register(said: unknown): Promise<void>;
}

/** Where SFU nodes tell of themselves. Whoever cannot prove to be one is answered as by no route. */
export function createSfuNodesRoute(registry: Registry | undefined): Router {
  const router = Router();
  if (!registry) return router;
  router.post(sfuRegisterPath, express.json({ limit: '2kb' }), async (request, response) => {
    await registry.register(request.body);
    response.sendStatus(204);
  });
  return router;
}

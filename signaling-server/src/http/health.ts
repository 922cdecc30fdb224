import { Router } from 'express';
import type { Metrics } from '../ops/metrics.ts';
import type { Storage } from '../ports.ts';
import type { SfuNodes } from '../ports/relay.ts';

interface Parts {
  storage: Storage;
  nodes: SfuNodes;
  metrics: Metrics;
  draining: () => boolean;
}

/**
 * `/healthz` says that the process lives; `/readyz` whether it should be sent people: the database
 * has to answer, while a missing relay is reported and does not make it unready, because chat and
 * direct links work without it.
 */
export function createHealth({ storage, nodes, metrics, draining }: Parts): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const database = await storage.probe().then(
      () => 'ok',
      () => 'failing',
    );
    const relay = nodes.state();
    const ready = database === 'ok' && !draining();
    response.status(ready ? 200 : 503).json({
      status: ready ? (relay.ready ? 'ready' : 'degraded') : 'not-ready',
      database,
      relay: relay.ready ? 'ok' : relay.reason,
      relayNodes: nodes.reachable().length,
      draining: draining(),
    });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

import { timingSafeEqual, createHash } from 'node:crypto';
import { Router, type Request } from 'express';
import { plainAddress } from '@beside/shared/lib/networkOf';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Metrics } from '../ops/metrics.ts';
import type { Storage } from '../ports.ts';
import type { SfuNodes } from '../ports/relay.ts';

interface Parts {
  storage: Storage;
  nodes: SfuNodes;
  metrics: Metrics;
  draining: () => boolean;
  /** Whether this node hears from the others; undefined where there are none. */
  news: () => 'ok' | 'away' | undefined;
  /** Whether an address is one of a private network. */
  isPrivate: (address: string) => boolean;
  /** What has to be known to be told the metrics. */
  metricsToken: string | undefined;
}

/**
 * `/healthz` says that the process lives; `/readyz` whether it should be sent people: the database
 * has to answer, while a missing relay or Redis is reported and does not make it unready, because
 * chat and direct links work without the one, and everybody on one node without the other.
 * `/metrics` is for those who know its token, or, where none is set, for private networks alone.
 */
export function createHealth(parts: Parts): Router {
  const { storage, nodes, metrics, draining, news } = parts;
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
    const redis = news();
    const whole = relay.ready && redis !== 'away';
    const ready = database === 'ok' && !draining();
    response.status(ready ? 200 : 503).json({
      status: ready ? (whole ? 'ready' : 'degraded') : 'not-ready',
      database,
      relay: relay.ready ? 'ok' : relay.reason,
      relayNodes: nodes.reachable().length,
      ...(redis && { redis }),
      draining: draining(),
    });
  });
  router.get('/metrics', async (request, response) => {
    if (!mayRead(request, parts)) throw new CodedError('not-found');
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

function mayRead(
  { headers, ip = '' }: Request,
  { metricsToken: token, isPrivate }: Pick<Parts, 'metricsToken' | 'isPrivate'>,
): boolean {
  if (token === undefined) return isPrivate(plainAddress(ip));
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
}

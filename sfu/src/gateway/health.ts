import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { SfuNodeState } from '@beside/shared/protocol/sfuLink';

/**
 * `/healthz` says that the process lives, `/readyz` whether it relays and takes rooms, `/metrics`
 * the rest. No ids of sessions or people are told here.
 */
export function createHealth(
  state: () => SfuNodeState,
  metrics: Registry,
): (request: IncomingMessage, response: ServerResponse) => void {
  const answer = async (path: string): Promise<[status: number, type: string, body: string]> => {
    const json = 'application/json; charset=utf-8';
    switch (path) {
      case '/healthz':
        return [200, json, JSON.stringify({ status: 'ok' })];
      case '/readyz': {
        const { reason, draining, rooms, capacity, load, region } = state();
        const ready = reason === null && !draining;
        const told = { relay: reason ?? 'ok', draining, rooms, capacity, load, region };
        const status = ready ? 'ready' : 'not-ready';
        return [ready ? 200 : 503, json, JSON.stringify({ status, ...told })];
      }
      case '/metrics':
        return [200, metrics.contentType, await metrics.metrics()];
      default:
        return [404, json, JSON.stringify({ status: 'not-found' })];
    }
  };
  return ({ method, url = '' }, response) => {
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    answer(url.split('?', 1)[0] ?? '').then(
      ([status, type, body]) => response.writeHead(status, { 'content-type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  };
}

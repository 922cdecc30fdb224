import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What an operator can ask; served at `/metrics` in the Prometheus text format. */
export interface Metrics {
  registry: Registry;
  /** Refused socket events and HTTP requests by event and error code. */
  refused: Counter<'event' | 'code'>;
  /** What was refused, or cut off, because it was too much; never by whom. */
  limited: Counter<'limit'>;
  /** Seconds from a socket request to its answer. */
  answered: Histogram<'event'>;
  sockets: Gauge<'party'>;
  /** How often a link was carried by a path, as its viewer told. */
  carried: Counter<'path'>;
  /** Seconds from a request's coming to its being taken. */
  waited: Histogram;
  /** Seconds from the sharing of a screen to its first frame, as its viewer told. */
  firstFrame: Histogram<'path'>;
  /** Sessions whose place in the relay was lost or given up, so that their pages came again. */
  relayLost: Counter;
  /** Files by what happened to them. */
  files: Counter<'step'>;
  /** What became of each try to send a notification. */
  notifications: Counter<'channel' | 'outcome'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    refused: new Counter({
      name: 'beside_refused_total',
      help: 'Refused socket events and HTTP requests',
      labelNames: ['event', 'code'],
      registers,
    }),
    limited: new Counter({
      name: 'beside_limited_total',
      help: 'What was refused or cut off because it was too much, by kind of limit',
      labelNames: ['limit'],
      registers,
    }),
    answered: new Histogram({
      name: 'beside_socket_request_seconds',
      help: 'Time from a socket request to its answer',
      labelNames: ['event'],
      buckets: [0.002, 0.005, 0.015, 0.05, 0.15, 0.5, 1.5, 5],
      registers,
    }),
    sockets: new Gauge({
      name: 'beside_sockets',
      help: 'Connected sockets',
      labelNames: ['party'],
      registers,
    }),
    files: new Counter({
      name: 'beside_files_total',
      help: 'Files of conversations and mobile profiles by what happened to them',
      labelNames: ['step'],
      registers,
    }),
    carried: new Counter({
      name: 'beside_link_carried_total',
      help: 'Links by the path that came to carry the picture',
      labelNames: ['path'],
      registers,
    }),
    waited: new Histogram({
      name: 'beside_request_wait_seconds',
      help: 'Time from the arrival of a support request to a technician who takes it',
      buckets: [5, 15, 30, 60, 120, 300, 600, 1800, 3600],
      registers,
    }),
    firstFrame: new Histogram({
      name: 'beside_first_frame_seconds',
      help: 'Time from the sharing of a screen to its first frame at the technician, as told by that page',
      labelNames: ['path'],
      buckets: [0.25, 0.5, 1, 2, 4, 8, 16],
      registers,
    }),
    relayLost: new Counter({
      name: 'beside_relay_lost_total',
      help: 'Sessions that lost their place in the relay and were moved',
      registers,
    }),
    notifications: new Counter({
      name: 'beside_notifications_total',
      help: 'Tries to send a notification by what became of them: sent, retried, dropped, failed',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
  };
}

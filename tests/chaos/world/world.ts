import type { SmallDisk } from '../faults/smallDisk.ts';
import type { Trouble } from '../faults/trouble.ts';
import type { NodeProcess } from './nodeProcess.ts';
import type { Wire } from './wire.ts';
import type { RedisServer } from '../../support/redis/startRedis.ts';
import type { PostgresServer } from '../../support/postgres/startPostgres.ts';

/** What all worlds have. */
interface Common {
  /** Where people go. */
  readonly url: string;
  /** Those of signaling. */
  readonly nodes: readonly NodeProcess[];
  /** What cannot be tried here, and why. */
  readonly missing: readonly string[];
  close(): Promise<void>;
}

/** One process with everything in it, on an embedded database. */
export interface EmbeddedWorld extends Common {
  readonly kind: 'embedded';
  readonly node: NodeProcess;
  /** Undefined: see `missing`. */
  readonly disk: SmallDisk | undefined;
  readonly trouble: Trouble | undefined;
}

/** Nodes of signaling and a relay, on PostgreSQL and Redis. */
export interface ClusterWorld extends Common {
  readonly kind: 'cluster';
  readonly relay: NodeProcess;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly toDatabase: Wire;
  readonly toRedis: Wire;
}

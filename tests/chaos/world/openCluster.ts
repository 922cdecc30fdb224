import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/freePort.ts';
import { sfuSecret } from '../../support/installation/sfuProcess.ts';
import { findWorker } from '../../support/installation/worker.ts';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import { findRedis, startRedis } from '../../support/redis/startRedis.ts';
import { createNodeProcess } from './nodeProcess.ts';
import { password } from './openEmbedded.ts';
import { layWire } from './wire.ts';
import type { ClusterWorld } from './world.ts';

/**
 * Nodes of signaling behind a balancer, with what several nodes need, each part a process of its own.
 *
 * @throws Error in one line where a server is not installed
 */
export async function openCluster(count = 2): Promise<ClusterWorld> {
  const [programs, redisProgram] = [findPostgres(), findRedis()];
  if ('missing' in programs) throw new Error(programs.missing);
  if ('missing' in redisProgram) throw new Error(redisProgram.missing);
  const worker = await findWorker();
  const folder = await mkdtemp(join(tmpdir(), 'beside-storm-'));
  // What is killed must not have lost what it said was stored.
  const postgres = await startPostgres(programs, { fsync: true });
  const redis = await startRedis(redisProgram);
  const database = new URL(await postgres.createDatabase());
  const databasePort = Number(database.port);
  const redisUrl = new URL(redis.url);
  const redisPort = Number(redisUrl.port);
  const toDatabase = await layWire(() => [databasePort]);
  const toRedis = await layWire(() => [redisPort]);
  database.port = String(toDatabase.port);
  redisUrl.port = String(toRedis.port);

  const relayPort = await freePort();
  const relay = createNodeProcess(['sfu/src/main.ts'], relayPort, {
    SFU_CONTROL_PORT: String(relayPort),
    SFU_PORT: '0',
    SFU_WORKERS: '1',
    SFU_SECRET: sfuSecret,
    LOG_LEVEL: 'warn',
    ...(worker.ok && { MEDIASOUP_WORKER_BIN: worker.path }),
  });
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const nodes = ports.map((port) =>
    createNodeProcess(['signaling-server/src/main.ts', '--role', 'signaling'], port, {
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database.href,
      REDIS_URL: redisUrl.href,
      SFU_URLS: `ws://127.0.0.1:${relayPort}`,
      SFU_SECRET: sfuSecret,
      DEMO_PASSWORD: password,
      LOG_LEVEL: 'warn',
    }),
  );
  let turn = 0;
  const balancer = await layWire(() => {
    turn += 1;
    return ports.map((_, at) => ports[(at + turn) % count] ?? 0);
  });
  const parts = [relay, ...nodes];
  const close = async (): Promise<void> => {
    for (const part of parts) part.signal('SIGKILL');
    await Promise.all(parts.map((part) => part.ended()));
    await Promise.all([balancer, toDatabase, toRedis].map((wire) => wire.close()));
    await Promise.all([postgres.stop(), redis.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(parts.map((part) => part.start()));
  } catch (failure) {
    await close();
    throw failure;
  }
  const url = `http://127.0.0.1:${balancer.port}`;
  return {
    ...{ kind: 'cluster', url, nodes, relay, postgres, redis, toDatabase, toRedis },
    ...{ missing: worker.ok ? [] : [worker.reason], close },
  };
}

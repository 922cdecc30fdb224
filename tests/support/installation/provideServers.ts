import type { TestProject } from 'vitest/node';
import { findPostgres } from '../postgres/findPostgres.ts';
import { startPostgres } from '../postgres/startPostgres.ts';
import { findRedis, startRedis } from '../redis/startRedis.ts';

/** The servers that installations of several nodes share: one of each for all files of the project. */
export interface Servers {
  /** Of the server's own database, from which others are made. */
  postgresUrl: string;
  redisUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: Servers;
  }
}

/** Starts them, and ends them after the last file. */
export default async function provideServers(project: TestProject): Promise<() => Promise<void>> {
  const [programs, redisProgram] = [findPostgres(), findRedis()];
  if ('missing' in programs || 'missing' in redisProgram) return () => Promise.resolve();
  const [postgres, redis] = await Promise.all([startPostgres(programs), startRedis(redisProgram)]);
  project.provide('servers', { postgresUrl: postgres.url, redisUrl: redis.url });
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
}

import { createDatabase } from '../postgres/createDatabase.ts';
import type { Servers } from './provideServers.ts';

/** Databases by the folder that an installation was given: started again, it finds its own. */
const databases = new Map<string, string>();
/** By a node's address the one of its installation where technicians go. */
const technicianNodes = new Map<string, string>();

/** The servers, in the project in which installations have several nodes. */
async function findServers(): Promise<Servers | undefined> {
  if (process.env['BESIDE_TEST_NODES'] === undefined) return undefined;
  const { inject } = await import('vitest');
  return inject('servers');
}

/** What makes a node one of several; undefined: there is only one, with a database of its own. */
export async function nodeSettings(dataDir: string): Promise<Record<string, string> | undefined> {
  const servers = await findServers();
  if (!servers) return undefined;
  const databaseUrl = databases.get(dataDir) ?? (await createDatabase(servers.postgresUrl));
  databases.set(dataDir, databaseUrl);
  return { DATABASE_URL: databaseUrl, REDIS_URL: servers.redisUrl };
}

export function pairNodes(customers: string, technicians: string): void {
  technicianNodes.set(customers, technicians);
}

/** Where the technicians of an installation go: to another node than its customers, if it has one. */
export const technicianUrl = (url: string): string => technicianNodes.get(url) ?? url;

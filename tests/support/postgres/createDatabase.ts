import { randomUUID } from 'node:crypto';
import pg from 'pg';

/**
 * Makes an empty database.
 *
 * @param serverUrl of any database of the server
 * @returns its `postgres://` URL
 */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client(serverUrl);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

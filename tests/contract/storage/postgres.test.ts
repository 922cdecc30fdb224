import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CodedError } from '@beside/shared/protocol/errors';
import type { Storage } from '@beside/signaling-server/ports';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres/startPostgres.ts';
import { layWire } from '../../chaos/world/wire.ts';
import { buildMessage, createRequest, createTenant } from './builders.ts';

const programs = findPostgres();
const missing = 'missing' in programs ? ` (${programs.missing})` : '';

test('[O2] a string that is no URL of PostgreSQL is refused with a sentence', async () => {
  const opening = openStorage({ databaseUrl: 'mysql://root:secret@db/x', dataDir: '/nowhere' });
  await expect(opening).rejects.toThrow(/^DATABASE_URL must have the form postgres:/);
});

test('[O2] a server that cannot be reached is refused with a sentence, without the password', async () => {
  const databaseUrl = 'postgres://root:secret@127.0.0.1:9/beside';
  const failure: unknown = await openStorage({ databaseUrl, dataDir: '/nowhere' }).catch(
    (reason: unknown) => reason,
  );
  expect(String(failure)).toMatch(
    /The database server 127.0.0.1:9\/beside cannot be reached .*See DATABASE_URL/,
  );
  expect(String(failure)).not.toContain('secret');
});

describe.skipIf(missing)(`storage of several nodes on PostgreSQL${missing}`, () => {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    if ('missing' in programs) return;
    server = await startPostgres(programs);
  }, 60_000);
  afterAll(() => server?.stop());

  const createDatabase = async (): Promise<string> => {
    if (!server) throw new Error('the server does not run');
    return server.createDatabase();
  };
  const open = (databaseUrl: string): Promise<Storage> =>
    openStorage({ databaseUrl, dataDir: '/nowhere' });

  test('[O2] a database that is not there is refused with a sentence', async () => {
    const databaseUrl = (await createDatabase()).replace(/test_\w+$/, 'absent');
    await expect(open(databaseUrl)).rejects.toThrow(/absent cannot be used .*does not exist/);
  });

  test('[O3] four nodes that start at once on an empty database all get ready', async () => {
    const databaseUrl = await createDatabase();
    const nodes = await Promise.all([1, 2, 3, 4].map(() => open(databaseUrl)));
    const [first] = nodes;
    if (!first) throw new Error('there are four');
    const tenant = await createTenant(first);
    for (const node of nodes) {
      expect(await node.forAccount(tenant.account.id).account()).toEqual(tenant.account);
      await node.close();
    }
  });

  test('[R3] two nodes write to one request: no place is given twice or left out', async () => {
    const databaseUrl = await createDatabase();
    const nodes = await Promise.all([open(databaseUrl), open(databaseUrl)]);
    const tenant = await createTenant(nodes[0]);
    const { request } = await createRequest(nodes[0], tenant);
    const appends = Array.from({ length: 30 }).flatMap(() =>
      nodes.map((node) =>
        node
          .forAccount(tenant.account.id)
          .transaction((transaction) => transaction.append(request.id, buildMessage())),
      ),
    );
    const seqs = (await Promise.all(appends)).map(({ seq }) => seq).sort((a, b) => a - b);
    expect(seqs).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
    for (const node of nodes) await node.close();
  });

  test('[O3] a server that crashes: what was under way is refused, then it goes on', async () => {
    const storage = await open(await createDatabase());
    const tenant = await createTenant(storage);
    const { request } = await createRequest(storage, tenant);
    const account = storage.forAccount(tenant.account.id);
    const acknowledged: number[] = [];
    let crashed = false;
    const write = async (): Promise<void> => {
      while (!crashed) {
        const { seq } = await account.transaction((transaction) =>
          transaction.append(request.id, buildMessage()),
        );
        acknowledged.push(seq);
      }
    };
    const writing = Promise.allSettled(Array.from({ length: 8 }, write));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server?.crashAndRestart();
    crashed = true;
    for (const outcome of await writing) {
      if (outcome.status === 'fulfilled') continue;
      expect(outcome.reason).toBeInstanceOf(CodedError);
      expect(outcome.reason).toMatchObject({ code: 'unavailable' });
    }
    await storage.probe();
    const stored = (await account.entriesAfter(request.id, 0, 100_000)).map(({ seq }) => seq);
    expect(stored).toEqual(stored.map((_, at) => at + 1));
    expect(stored).toEqual(expect.arrayContaining(acknowledged));
    await storage.close();
  });

  test('[G6] connections that are dead without a word are given up, and new ones go on', async () => {
    const address = new URL(await createDatabase());
    const { port } = address;
    const wire = await layWire(() => [Number(port)]);
    address.port = String(wire.port);
    const limits = { maxAnswerMs: 1_000 };
    const storage = await openStorage({ databaseUrl: address.href, dataDir: '/nowhere', limits });
    const tenant = await createTenant(storage);
    const { request } = await createRequest(storage, tenant);
    const account = storage.forAccount(tenant.account.id);
    const append = () =>
      account.transaction((transaction) => transaction.append(request.id, buildMessage()));
    await Promise.all(Array.from({ length: 20 }, append));
    wire.strand();
    const refused = await Promise.allSettled(Array.from({ length: 10 }, append));
    for (const { status } of refused) expect(status).toBe('rejected');
    for (const outcome of refused) {
      expect(outcome).toMatchObject({ reason: { code: 'unavailable' } });
    }
    await Promise.all(Array.from({ length: 20 }, append));
    await storage.close();
    await wire.close();
  });

  test('[O4] after close() no connection keeps the process', async () => {
    const script = fileURLToPath(new URL('closingProcess.ts', import.meta.url));
    const url = await createDatabase();
    const child = spawn(process.execPath, [script, '/nowhere', url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, said }).toEqual({ code: 0, said: 'closed\n' });
  });
});

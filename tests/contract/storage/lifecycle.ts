import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { buildMessage, buildTenant, createRequest, createTenant } from './builders.ts';
import { recordingLog, type Subject } from './suite.ts';

export function describeLifecycle({ storage, opened, open }: Subject): void {
  test('[O4] the probe reads and writes, again and again and side by side', async () => {
    await storage().probe();
    await Promise.all([storage().probe(), storage().probe(), storage().probe()]);
  });

  test('[O4] the probe fails where writing fails', async () => {
    const broken = await open();
    await broken.execute('drop table health');
    await expect(broken.storage.probe()).rejects.toMatchObject({ code: 'unavailable' });
    await broken.dispose();
  });

  test('[C2] a restart keeps all', async () => {
    const tenant = await createTenant(storage());
    const { request } = await createRequest(storage(), tenant);
    const before = storage().forAccount(tenant.account.id);
    const entry = await before.transaction((transaction) =>
      transaction.append(request.id, buildMessage()),
    );
    const again = await opened().openAgain();
    const after = again.forAccount(tenant.account.id);
    expect(await after.entriesAfter(request.id, 0, 10)).toEqual([entry]);
    expect(await after.request(request.id)).toEqual(await before.request(request.id));
    await again.close();
  });

  test('[O4] closing waits for what is under way, and refuses what comes after', async () => {
    const again = await opened().openAgain();
    const tenant = await createTenant(again);
    const { request } = await createRequest(again, tenant);
    const account = again.forAccount(tenant.account.id);
    const writing = Array.from({ length: 20 }, () =>
      account.transaction((transaction) => transaction.append(request.id, buildMessage())),
    );
    const closing = again.close();
    await expect(account.requests(10, 'all')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(again.probe()).rejects.toMatchObject({ code: 'unavailable' });
    await closing;
    await again.close();
    const entries = await Promise.all(writing);
    const stored = await storage().forAccount(tenant.account.id).entriesAfter(request.id, 0, 100);
    expect(stored).toEqual(entries.toSorted((a, b) => a.seq - b.seq));
  });

  test('[O3] a database of a newer version is refused with a sentence that says so', async () => {
    const newer = await open();
    await newer.execute(
      `insert into schema_migrations (name, timestamp) values ('9999Future', '2030-01-01T00:00:00.000Z')`,
    );
    await expect(newer.openAgain()).rejects.toThrow(
      /^The database was made by a newer version of Beside \(it has 9999Future\)/,
    );
    await newer.dispose();
  });

  test('[O4] no line of the log holds what was written', async () => {
    const log = recordingLog();
    const again = await opened().openAgain({ log });
    const tenant = await createTenant(again);
    const { request } = await createRequest(again, tenant);
    const account = again.forAccount(tenant.account.id);
    const message = buildMessage('a secret');
    const twice = [1, 2].map(() =>
      account.transaction((transaction) => transaction.append(request.id, message)),
    );
    await Promise.allSettled(twice);
    await again.close();
    expect(log.lines.join('\n')).not.toContain('secret');
  });

  test('[O4] a failure does not quote the row that it is about', async () => {
    const [user] = (await createTenant(storage())).users;
    const other = buildTenant();
    const created = storage().directory.createAccount(other.account, [user], []);
    const failure: unknown = await created.catch((reason: unknown) => reason);
    expect(failure).toMatchObject({ code: 'conflict' });
    expect(inspect(failure, { depth: 10 })).not.toContain(user.email.toLowerCase());
  });
}

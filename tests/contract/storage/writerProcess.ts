/*
 * Writes to the storage in the directory argv[2] until it is killed, with 16 writers on one request
 * each. Prints `request seq` after each answer, so what is printed was acknowledged.
 */
import { writeSync } from 'node:fs';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { buildMessage, createRequest, createTenant } from './builders.ts';

const storage = await openStorage({ dataDir: process.argv[2] ?? '' });
const tenant = await createTenant(storage);
const account = storage.forAccount(tenant.account.id);
writeSync(1, `account ${tenant.account.id}\n`);
await Promise.all(
  Array.from({ length: 16 }, async () => {
    const { request } = await createRequest(storage, tenant);
    for (;;) {
      const { seq } = await account.transaction((transaction) =>
        transaction.append(request.id, buildMessage()),
      );
      writeSync(1, `${request.id} ${seq}\n`);
    }
  }),
);

/* Opens the storage in the directory argv[2], works with it, closes it, and has nothing left to do. */
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { createRequest, createTenant } from './builders.ts';

const storage = await openStorage({
  dataDir: process.argv[2] ?? '',
  ...(process.argv[3] ? { databaseUrl: process.argv[3] } : {}),
});
await createRequest(storage, await createTenant(storage));
await storage.probe();
await storage.close();
console.log('closed');

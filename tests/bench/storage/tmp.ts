import { mkdtempSync } from 'node:fs';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { buildMessage, createRequest, createTenant } from '../../contract/storage/builders.ts';
const s = await openStorage({ dataDir: mkdtempSync('/tmp/storagework/d-') });
const t = await createTenant(s);
const a = s.forAccount(t.account.id);
const N = Number(process.argv[2] ?? 256);
const ids = await Promise.all(
  Array.from({ length: N }, async () => (await createRequest(s, t)).request.id),
);
for (let r = 0; r < 3; r++) {
  let n = 0;
  const t0 = performance.now();
  const c = process.cpuUsage();
  const tc = process.threadCpuUsage();
  await Promise.all(
    ids.map(async (id) => {
      while (performance.now() - t0 < 1500) {
        await a.transaction((x) => x.append(id, buildMessage()));
        n++;
      }
    }),
  );
  const cc = process.cpuUsage(c),
    tt = process.threadCpuUsage(tc);
  console.log(
    N,
    Math.round((n / (performance.now() - t0)) * 1000),
    '/s  all cpu us',
    Math.round((cc.user + cc.system) / n),
    'main us',
    Math.round((tt.user + tt.system) / n),
    'elapsed us',
    Math.round(((performance.now() - t0) * 1000) / n),
  );
}
await s.close();

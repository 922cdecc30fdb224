import { isAbsolute, resolve } from 'node:path';

/** The worker that these tests run, or why there is none. */
export type FoundWorker = { path: string } | { path: undefined; reason: string };

const provider = new URL('../../../../sfu/worker/provide.mjs', import.meta.url);

/** `MEDIASOUP_WORKER_BIN`, or what the installation provides; nothing is installed for a test. */
export async function findWorker(): Promise<FoundWorker> {
  const given = process.env['MEDIASOUP_WORKER_BIN'];
  if (given) return { path: isAbsolute(given) ? given : resolve(given) };
  const { provideWorker } = (await import(provider.href)) as {
    provideWorker: (options: {
      allowInstall: boolean;
      log: () => void;
    }) => Promise<{ ok: true; path: string } | { ok: false; reason: string }>;
  };
  const found = await provideWorker({ allowInstall: false, log: () => undefined });
  return found.ok ? { path: found.path } : { path: undefined, reason: found.reason };
}

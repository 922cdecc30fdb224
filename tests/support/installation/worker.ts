import { provideWorker } from '../../../sfu/worker/provide.mjs';

/** The relay's worker on this machine, or why there is none; tests that need it say so and skip. */
export async function findWorker(): Promise<
  { ok: true; path: string } | { ok: false; reason: string }
> {
  const result = await provideWorker({ log: () => undefined, allowInstall: false });
  return result.ok ? { ok: true, path: result.path } : { ok: false, reason: result.reason };
}

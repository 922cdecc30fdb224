import { findWorker } from '../../support/installation/worker.ts';

const worker = await findWorker();

/** Whether this machine has the relay's worker. */
export const relay = worker.ok
  ? worker
  : ({ ok: false, reason: `no relay: ${worker.reason}` } as const);

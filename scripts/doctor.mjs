import { provideWorker } from '../sfu/worker/provide.mjs';
import { runOnInstallation } from './setup/runOnInstallation.mjs';

// Whether everything that an installation needs is there and works; nothing is installed or changed.
const worker = await provideWorker({ log: () => undefined, allowInstall: false }).catch(
  () => undefined,
);
if (worker?.ok) process.env.MEDIASOUP_WORKER_BIN ??= worker.path;
runOnInstallation('doctor.ts');

import { runOnInstallation } from './setup/runOnInstallation.mjs';

runOnInstallation('customerCommand.ts', 'delete');

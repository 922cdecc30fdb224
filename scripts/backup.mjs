import { runOnInstallation } from './setup/runOnInstallation.mjs';

runOnInstallation('backupCommand.ts', 'backup');

import { runOnInstallation } from './setup/runOnInstallation.mjs';

runOnInstallation('auditVerify.ts');

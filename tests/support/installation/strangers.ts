import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuidV4 } from 'uuid';
import type { AccountId, PortalId, UserId } from '@beside/shared/domain/ids';
import { defaultFields } from '@beside/shared/domain/portal';
import { roles, type Role } from '@beside/shared/domain/rightsTable';
import { createDemo } from '@beside/signaling-server/identity/demo';
import { hashPassword } from '@beside/signaling-server/identity/passwords';
import { openStorage } from '@beside/signaling-server/storage/openStorage';
import { demoPassword, startTestInstallation, type TestInstallation } from './testInstallation.ts';

/** Who has nothing to do with the demo account, in each role of an account of their own. */
export const strangers = Object.fromEntries(
  roles.map((role) => [role, `${role}@other.test`]),
) as Record<Role, string>;

/** An installation of two accounts: the demo's, and that of the {@link strangers}. */
export async function startWithStrangers(): Promise<TestInstallation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-strangers-'));
  const storage = await openStorage({ dataDir });
  await createDemo(storage, demoPassword);
  const accountId = uuidV4() as AccountId;
  const passwordHash = await hashPassword(demoPassword);
  const people = roles.map((role) => ({
    ...{ id: uuidV4() as UserId, accountId, role, passwordHash },
    ...{ name: `Other ${role}`, email: strangers[role] },
  }));
  const settings = { fields: defaultFields('smart-box'), hours: null, embedOrigins: [] };
  await storage.directory.createAccount(
    { id: accountId, name: 'Other', colour: '#123456' },
    people,
    [
      {
        ...{ id: uuidV4() as PortalId, accountId, slug: 'other', name: 'Other', greeting: '' },
        ...{ type: 'smart-box', mode: 'queue', settings, technicians: [] },
      },
    ],
  );
  await storage.close();
  const installation = await startTestInstallation({ DATA_DIR: dataDir, LIMIT_FACTOR: '100' });
  return {
    ...installation,
    close: async () => {
      await installation.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

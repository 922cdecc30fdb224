import { randomBytes } from 'node:crypto';
import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PortalId, RequestId } from '@beside/shared/domain/ids';
import { defaultFields, type PortalFields } from '@beside/shared/domain/portal';
import { openRequestSchema } from '@beside/shared/protocol/http';
import { createDesk } from '@beside/signaling-server/desk/desk';
import type { Portal } from '@beside/signaling-server/ports';
import { buildTenant } from '../../contract/storage/builders.ts';
import { openOnSqlite } from '../../contract/storage/drivers.ts';
import type { Opened } from '../../contract/storage/suite.ts';
import { deskFiles } from '../../support/installation/deskFiles.ts';
import { requestForm } from '../../support/installation/people.ts';
import { silentPublisher } from '../../support/installation/silentPublisher.ts';
import { silentCourier } from '../../support/notify/silentCourier.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openOnSqlite();
});
afterAll(() => opened.dispose());

async function arrange(fields: Partial<PortalFields>) {
  const { storage } = opened;
  const tenant = buildTenant();
  const portal: Portal = {
    ...tenant.portal,
    id: uuidV4() as PortalId,
    settings: {
      fields: { ...defaultFields('smart-box'), ...fields },
      hours: null,
      embedOrigins: [],
    },
  };
  await storage.directory.createAccount(tenant.account, tenant.users, [portal]);
  const desk = createDesk({
    storage,
    publisher: silentPublisher,
    clock: { now: () => 1_800_000_000_000 },
    files: deskFiles,
    courier: silentCourier,
    onFailure: (failure) => expect.fail(String(failure)),
  });
  const accountId = tenant.account.id;
  const send = async (company = '') => {
    const id = uuidV7() as RequestId;
    const secret = randomBytes(32).toString('base64url');
    const form = openRequestSchema.parse({ ...requestForm(), id, secret, company });
    await desk.intake.open(portal.slug, form, '192.0.2.1');
    return (await storage.forAccount(accountId).request(id))!.request;
  };
  const [ada] = tenant.users;
  const comes = () =>
    desk.came({ party: 'technician', accountId, user: ada }, { endpoint: uuidV4(), node: 'node' });
  return { desk, accountId, send, ada, comes, portal };
}

test('[T12] a portal’s own company is made with its first request', async () => {
  const { desk, accountId, send } = await arrange({ fixedCompany: ' Initech ' });
  const [one, two] = [await send(), await send('Acme')];
  const [company, ...others] = await desk.companies.list(accountId);
  expect(others).toEqual([]);
  expect(company?.name).toBe('Initech');
  expect([one.companyId, two.companyId]).toEqual([company?.id, company?.id]);
  await desk.due.close();
});

test('[T12] what customers type finds a company, and makes none', async () => {
  const { desk, accountId, send } = await arrange({ company: 'optional' });
  const acme = await desk.companies.add(accountId, 'Acme Inc.');
  expect((await send(' ACME   inc. ')).companyId).toBe(acme.id);
  expect((await send('Acme')).companyId).toBeNull();
  expect((await send()).companyId).toBeNull();
  expect(await desk.companies.list(accountId)).toEqual([acme]);
  await desk.due.close();
});

test('[P4] a portal is open while somebody is there who may see what comes by it', async () => {
  const { desk, accountId, ada, comes, portal, send } = await arrange({ fixedCompany: 'Acme' });
  await send();
  const [acme] = await desk.companies.list(accountId);
  await comes();
  const isOpen = async () => (await desk.portals.find(portal.slug)).open;
  expect(await isOpen()).toBe(true);
  await desk.companies.grant(accountId, ada.id, []);
  expect(await isOpen()).toBe(false);
  await desk.companies.grant(accountId, ada.id, [acme!.id]);
  expect(await isOpen()).toBe(true);
  await desk.due.close();
});

test('[T12] nobody is granted what is not there', async () => {
  const { desk, accountId, ada } = await arrange({});
  const other = await arrange({});
  const theirs = await other.desk.companies.add(other.accountId, 'Theirs');
  const { companies } = desk;
  const notFound = { code: 'not-found' };
  await expect(companies.grant(accountId, ada.id, [theirs.id])).rejects.toMatchObject(notFound);
  await expect(companies.grant(other.accountId, ada.id, 'all')).rejects.toMatchObject(notFound);
  await expect(companies.add(accountId, '  ')).rejects.toMatchObject({ code: 'bad-request' });
  await desk.due.close();
  await other.desk.due.close();
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { v4 as uuidV4 } from 'uuid';
import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import type { NoticeInput, Told } from '@beside/shared/protocol/contract';
import {
  enterAsCustomer,
  enterAsTechnician,
  type TestPage,
} from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

let installation: TestInstallation;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

const commit = { type: 'commit', hash: `${'A'.repeat(43)}=` } as const;

/** A screen that is asked for; Robin takes part as a guest, masked or not. */
async function session({ masked }: { masked: boolean }) {
  const customer = await enterAsCustomer(installation.url);
  const toni = await enterAsTechnician(installation.url);
  const robin = await enterAsTechnician(installation.url, 'tech2@demo.test');
  const { requestId } = customer;
  await toni.request('request:assign', { requestId });
  await toni.request('request:join', { requestId });
  const { technicians } = await toni.request('technicians:list', {});
  const user = technicians.find(({ name }) => name.startsWith('Robin'))?.id as UserId;
  await robin.request('status:set', { status: 'available' });
  await toni.request('team:invite', { requestId, user, role: 'see-and-chat', masked });
  await robin.request('alert:accept', { requestId });
  for (const page of [customer, toni, robin]) {
    await page.request('request:follow', { requestId, afterSeq: 0 });
  }
  await toni.request('share:propose', { requestId });
  const heard = new Map<TestPage, Told<'seal:step'>[]>();
  for (const page of [customer, toni, robin]) {
    const steps: Told<'seal:step'>[] = [];
    page.socket.on('seal:step', (step: Told<'seal:step'>) => steps.push(step));
    heard.set(page, steps);
  }
  const bond = uuidV4();
  const tell = (from: TestPage, to: TestPage | null, more: object = {}): void => {
    const named = (to?.endpoint ?? null) as EndpointId | null;
    from.socket.emit('seal:step', {
      ...({ requestId, to: named, bond, step: commit } satisfies NoticeInput<'seal:step'>),
      ...more,
    });
  };
  const stepsAt = (page: TestPage) => heard.get(page) ?? [];
  return { customer, toni, robin, user, requestId, bond, tell, stepsAt };
}

describe('[E1] a step of a key agreement', () => {
  test('is told to the page that it names and to nobody else, with who sent it', async () => {
    const { customer, toni, robin, requestId, bond, tell, stepsAt } = await session({
      masked: false,
    });
    tell(toni, customer);
    await expect.poll(() => stepsAt(customer).length).toBe(1);
    const { by, ...rest } = stepsAt(customer)[0]!;
    const to = customer.endpoint;
    expect(rest).toEqual({ requestId, from: toni.endpoint, to, bond, step: commit });
    expect(by).not.toBeNull();
    tell(customer, toni, { step: { type: 'cannot' } });
    await expect.poll(() => stepsAt(toni)).toMatchObject([{ by: null, step: { type: 'cannot' } }]);
    expect(stepsAt(robin)).toEqual([]);
  });
  test('of a guest reaches the customer; one that names nobody is refused', async () => {
    const { customer, robin, user, tell, stepsAt } = await session({ masked: false });
    tell(robin, customer);
    await expect.poll(() => stepsAt(customer)).toMatchObject([{ by: user }]);
    const refused = robin.next('refused', ({ event }) => event === 'seal:step');
    tell(robin, null);
    expect((await refused).error.code).toBe('bad-request');
  });
  test('[T4][E8] of a masked guest goes to who has the request, whomever it names', async () => {
    const { customer, toni, robin, user, tell, stepsAt } = await session({ masked: true });
    tell(robin, customer);
    tell(robin, null);
    await expect.poll(() => stepsAt(toni)).toMatchObject([{ by: user }, { by: user }]);
    expect(stepsAt(customer)).toEqual([]);
  });
  test('is refused when it is too large, from who takes no part, and while nothing is shared', async () => {
    const { customer, toni, requestId, tell } = await session({ masked: false });
    const refusal = async (from: TestPage, more: object = {}) => {
      const refused = from.next('refused', ({ event }) => event === 'seal:step');
      tell(from, customer, more);
      return (await refused).error;
    };
    const envelope = { type: 'envelope', bytes: 'A'.repeat(260) };
    expect(await refusal(toni, { step: envelope })).toMatchObject({ reason: 'too-large' });
    const reader = await enterAsTechnician(installation.url, 'manager@demo.test');
    await reader.request('request:follow', { requestId, afterSeq: 0 });
    expect(await refusal(reader)).toMatchObject({ code: 'forbidden' });
    await toni.request('share:withdraw', { requestId });
    expect(await refusal(toni)).toMatchObject({ code: 'conflict', reason: 'phase-forbids' });
  });
});

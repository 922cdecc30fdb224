import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { enterAdmin, sendProfile, type TestManager } from './support.ts';

let installation: TestInstallation;
let url: string;
let admin: TestManager;
beforeAll(async () => {
  installation = await startTestInstallation();
  ({ url } = installation);
  admin = await enterAdmin(url, 'admin@demo.test');
});
afterAll(() => installation.close());

describe('[M1][T10] the ready replies of the account', () => {
  test('are written in the management centre, and every technician has them at once', async () => {
    const technician = await enterAsTechnician(url);
    const changed = technician.next('reply:changed');
    const { reply } = await admin.ask('replies/save', { shortcut: '/Greet', text: ' Hi there ' });
    expect(reply).toMatchObject({ shortcut: 'greet', text: 'Hi there' });
    expect((await changed).reply).toEqual({ ...reply, shared: true });
    await admin.ask('replies/save', { ...reply, text: 'Good morning' });
    const { rows } = await admin.ask('replies/list', { search: 'good MORNING' });
    expect(rows).toEqual([{ ...reply, text: 'Good morning' }]);
    const deleted = technician.next('reply:deleted');
    await admin.ask('replies/remove', { id: reply.id });
    expect((await deleted).id).toBe(reply.id);
    technician.close();
  });

  test.each([
    [{ shortcut: 'two words', text: 'x' }, 'shortcut', undefined],
    [{ shortcut: 'x', text: 'Dear {{nobody}}' }, 'text', undefined],
    [{ shortcut: 'taken', text: 'again' }, 'shortcut', 'shortcut-taken'],
  ])('that do not fit are told so at the field (%#)', async (form, field, reason) => {
    if (reason) await admin.ask('replies/save', { shortcut: 'taken', text: 'first' });
    const { error } = await admin.send('replies/save', form);
    expect([error?.field, error?.reason]).toEqual([field, reason]);
  });

  test('somebody’s own ones are not seen, changed or removed there', async () => {
    const technician = await enterAsTechnician(url);
    const own = { id: uuidV7(), shared: false, shortcut: 'mine', text: 'only mine' };
    await technician.request('reply:save', { ...own });
    const mine = await enterAsTechnician(url, 'admin@demo.test');
    await mine.request('reply:save', { ...own, id: uuidV7(), text: 'the administrator’s own' });
    expect((await admin.ask('replies/list', { search: 'mine' })).total).toBe(0);
    expect((await admin.ask('replies/list', { search: 'own' })).total).toBe(0);
    const { id } = own;
    for (const [name, input] of [
      ['replies/save', { id, shortcut: 'mine', text: 'taken over' }],
      ['replies/remove', { id }],
    ] as const) {
      expect(await admin.send(name, input)).toMatchObject({ status: 404 });
    }
    const { replies } = await technician.request('replies:list', {});
    expect(replies.find((one) => one.id === id)).toEqual(own);
    technician.close();
    mine.close();
  });
});

test('[M1][F4] mobile profiles are added, found, renamed and removed, and technicians have the same', async () => {
  const id = await sendProfile(url, admin.cookie, 'guests');
  await sendProfile(url, admin.cookie, 'office');
  await admin.ask('profiles/rename', { id: id, name: ' Guest Wi-Fi ' });
  const { rows } = await admin.ask('profiles/list', { sort: 'name', descending: true });
  expect(rows.map(({ name }) => name)).toEqual(['office', 'Guest Wi-Fi']);
  const technician = await enterAsTechnician(url);
  const { profiles } = await technician.request('profiles:list', {});
  expect(profiles.map(({ name }) => name)).toEqual(['Guest Wi-Fi', 'office']);
  await admin.ask('profiles/remove', { id: id });
  expect((await admin.ask('profiles/list', { search: 'guest' })).total).toBe(0);
  expect(await admin.send('profiles/rename', { id, name: 'Gone' })).toMatchObject({ status: 404 });
  expect(await admin.send('profiles/rename', { id, name: ' ' })).toMatchObject({
    ...{ status: 400, error: { field: 'name' } },
  });
  technician.close();
});

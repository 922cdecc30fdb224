import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import { enterAsTechnician } from '../../support/installation/people.ts';
import {
  demoPassword,
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { addApp, codeOf, Visitor } from './support.ts';

let installation: TestInstallation;
let aheadMs = 0;
beforeAll(async () => {
  installation = await startTestInstallation();
});
afterAll(() => installation.close());

const now = (): number => Date.now() + aheadMs;
const pass = async (ms: number): Promise<void> => {
  aheadMs += ms;
  await installation.pass(ms);
};
const visitor = (headers?: Record<string, string>) => new Visitor(installation.url, headers);

test('[M1] a right password opens a session, and gives it a cookie that scripts and other sites do not have', async () => {
  const one = visitor();
  const { status, data, cookie } = await one.signIn('TECH@demo.test ');
  expect(status).toBe(200);
  expect(data).toMatchObject({ email: 'tech@demo.test', accountName: 'Demo' });
  expect(cookie).toMatch(/^beside_session=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/);
  expect((await one.get('me')).data).toEqual(data);
});

test('[M1] behind HTTPS the cookie is secure and bound to the host; one without the prefix is none', async () => {
  const other = await startTestInstallation({ PUBLIC_URL: 'https://help.example.test' });
  const one = new Visitor(other.url);
  const { cookie } = await one.signIn('tech@demo.test');
  expect(cookie).toMatch(/^__Host-beside_session=[\w-]{43}; .*Path=\/; .*Secure; SameSite=Lax$/);
  expect(cookie).not.toContain('Domain');
  expect((await one.get('me')).status).toBe(200);
  one.cookie = one.cookie.replace('__Host-', '');
  expect((await one.get('me')).status).toBe(401);
  await other.close();
});

test('[M1] signing in again ends the session that the browser had', async () => {
  const one = visitor();
  await one.signIn('tech2@demo.test');
  const before = one.cookie;
  await one.signIn('tech2@demo.test');
  expect(one.cookie).not.toBe(before);
  const thief = visitor();
  thief.cookie = before;
  expect((await thief.get('me')).status).toBe(401);
});

test('[M1] a request that another site sends changes nothing, whatever it names', async () => {
  const one = visitor();
  await one.signIn('tech2@demo.test');
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    const forged = visitor(headers);
    forged.cookie = one.cookie;
    expect((await forged.post('account/sessions/end-others', {})).status).toBe(404);
    expect((await forged.post('sign-out', {})).status).toBe(404);
  }
  expect((await one.get('me')).status).toBe(200);
});

test('[M1] with an authenticator app a password is not enough; its code is right once', async () => {
  const one = visitor();
  await one.signIn('tech@demo.test');
  const before = one.cookie;
  const { secret, done, codes } = await addApp(one, now());
  expect(done.status).toBe(200);
  expect(codes).toHaveLength(10);
  expect(one.cookie).not.toBe(before);

  await pass(30_000);
  const two = visitor();
  const asked = await two.signIn('tech@demo.test');
  expect(asked.cookie).toBe('');
  expect(asked.data).toEqual({
    secondStep: { ticket: expect.any(String), ways: ['code', 'recovery-code'] },
  });
  const { ticket } = asked.data.secondStep;
  const code = codeOf(secret, now());
  const wrong = await two.post('sign-in/second-step', { ticket, code: '000000' });
  expect([wrong.status, wrong.reason]).toEqual([401, 'wrong-code']);
  expect((await two.get('me')).status).toBe(401);
  const right = await two.post('sign-in/second-step', { ticket, code });
  expect([right.status, right.data.email]).toEqual([200, 'tech@demo.test']);

  const again = await visitor().signIn('tech@demo.test');
  const replay = { ticket: again.data.secondStep.ticket, code };
  expect((await visitor().post('sign-in/second-step', replay)).reason).toBe('wrong-code');
  const used = await visitor().post('sign-in/second-step', { ticket, code });
  expect([used.status, used.reason]).toEqual([401, 'sign-in-again']);

  await pass(60_000);
  const typed = codes[0]!.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O');
  const recovery = { ticket: again.data.secondStep.ticket, recoveryCode: typed };
  const three = visitor();
  expect((await three.post('sign-in/second-step', recovery)).status).toBe(200);
  expect((await three.get('account')).data).toMatchObject({ app: true, recoveryCodes: 9 });
  const next = await visitor().signIn('tech@demo.test');
  const twice = { ticket: next.data.secondStep.ticket, recoveryCode: codes[0] };
  expect((await visitor().post('sign-in/second-step', twice)).reason).toBe('wrong-code');

  await pass(301_000);
  const late = await visitor().post('sign-in/second-step', { ...twice, recoveryCode: codes[1] });
  expect(late.reason).toBe('sign-in-again');

  expect((await three.post('account/app/remove', { password: 'wrong' })).status).toBe(403);
  expect((await three.post('account/app/remove', { password: demoPassword })).status).toBe(200);
  expect((await visitor().signIn('tech@demo.test')).data).toHaveProperty('email');
  expect((await three.get('account')).data).toMatchObject({ app: false, recoveryCodes: 0 });
});

test('[M1] guessing codes is slowed down, however many tickets there are', async () => {
  const one = visitor();
  await one.signIn('manager@demo.test');
  const { secret } = await addApp(one, now());
  await pass(30_000);
  const seen: (string | undefined)[] = [];
  for (let at = 0; at < 7; at += 1) {
    const { data } = await visitor().signIn('manager@demo.test');
    const { ticket } = data.secondStep;
    seen.push((await visitor().post('sign-in/second-step', { ticket, code: `00000${at}` })).code);
  }
  expect(seen.slice(0, 5)).toEqual(Array(5).fill('not-authenticated'));
  expect(seen.at(-1)).toBe('rate-limited');
  await pass(60_000);
  const { data } = await one.signIn('manager@demo.test');
  const answer = { ticket: data.secondStep.ticket, code: codeOf(secret, now()) };
  expect((await one.post('sign-in/second-step', answer)).status).toBe(200);
  await one.post('account/app/remove', { password: demoPassword });
});

test('[M1] wrong passwords are slowed down for that account, in growing steps, and a restart forgets none', async () => {
  const guess = async () => (await visitor().signIn('admin@demo.test', 'a wrong guess')).status;
  const statuses = [];
  for (let at = 0; at < 7; at += 1) statuses.push(await guess());
  expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429]);
  expect((await visitor().signIn('admin@demo.test')).status).toBe(429);
  await pass(5_000);
  expect(await guess()).toBe(401);
  await pass(5_000);
  expect(await guess()).toBe(429);
  await pass(3_600_000);
  expect((await visitor().signIn('admin@demo.test')).status).toBe(200);
});

test('[M1] sessions are listed with their device, and one that is ended is gone at once with its pages', async () => {
  const desk = visitor({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' });
  await desk.signIn('tech@demo.test');
  const phone = await enterAsTechnician(installation.url, 'tech@demo.test');
  const { data } = await desk.get('account');
  const { sessions } = data as OwnAccount;
  const [current] = sessions.filter((one) => one.current);
  expect(current).toMatchObject({
    way: 'password',
    address: '127.0.0.1',
    userAgent: expect.stringContaining('Firefox'),
  });
  const others = sessions.filter((one) => !one.current);
  const closing = phone.next('socket:closing');
  const gone = new Promise((resolve) => phone.socket.once('disconnect', resolve));
  const before = performance.now();
  for (const { id } of others) {
    expect((await desk.post('account/sessions/end', { id })).status).toBe(200);
  }
  expect(await closing).toEqual({ why: 'signed-out' });
  await gone;
  expect(performance.now() - before).toBeLessThan(5_000);
  expect((await desk.post('account/sessions/end', { id: others[0]!.id })).status).toBe(404);
  expect((await desk.get('account')).data.sessions).toHaveLength(1);

  const third = await enterAsTechnician(installation.url, 'tech@demo.test');
  const ended = new Promise((resolve) => third.socket.once('disconnect', resolve));
  expect((await desk.post('account/sessions/end-others', {})).status).toBe(200);
  await ended;
  expect((await desk.get('me')).status).toBe(200);
});

test('[T12] nobody ends the session of somebody else', async () => {
  const [one, two] = [visitor(), visitor()];
  await one.signIn('tech@demo.test');
  await two.signIn('tech2@demo.test');
  const { id } = (await two.get('account')).data.sessions[0];
  expect((await one.post('account/sessions/end', { id })).status).toBe(404);
  expect((await two.get('me')).status).toBe(200);
});

test('[M1] a changed password ends the other sessions, renews this one, and keeps its pages', async () => {
  const other = await startTestInstallation();
  const [one, two] = [new Visitor(other.url), new Visitor(other.url)];
  await one.signIn('tech@demo.test');
  await two.signIn('tech@demo.test');
  const before = one.cookie;
  const change = (current: string, password: string) =>
    one.post('account/password', { current, password });
  expect((await change('wrong', 'an entirely new one')).reason).toBe('wrong-credentials');
  expect((await change(demoPassword, 'short')).reason).toBe('password-too-short');
  expect((await change(demoPassword, 'passwordpassword')).reason).toBe('password-too-common');
  expect((await two.get('me')).status).toBe(200);
  expect((await change(demoPassword, 'an entirely new one')).status).toBe(200);
  expect(one.cookie).not.toBe(before);
  expect((await one.get('me')).status).toBe(200);
  expect((await two.get('me')).status).toBe(401);
  expect((await two.signIn('tech@demo.test')).status).toBe(401);
  expect((await two.signIn('tech@demo.test', 'an entirely new one')).status).toBe(200);
  expect((await one.post('account/name', { name: ' Toni T. ' })).status).toBe(200);
  expect((await one.get('me')).data.name).toBe('Toni T.');
  expect((await one.post('account/name', { name: ' ' })).status).toBe(400);
  const log = other.log.join('');
  expect(log).toContain('password changed');
  for (const secret of ['entirely', 'correct horse', one.cookie.split('=')[1]!]) {
    expect(log).not.toContain(secret);
  }
  await other.close();
});

const guarded = [
  'account/name',
  'account/password',
  'account/app/start',
  'account/app/confirm',
  'account/app/remove',
  'account/recovery-codes',
  'account/passkeys/options',
  'account/passkeys',
  'account/passkeys/rename',
  'account/passkeys/remove',
  'account/sessions/end',
  'account/sessions/end-others',
  'invitations',
  'single-sign-on',
  'single-sign-on/remove',
];
test.each(guarded)('[M1] %s is for who is signed in, and refuses nonsense', async (path) => {
  expect((await visitor().post(path, {})).status).toBe(401);
  const one = visitor();
  await one.signIn('tech2@demo.test');
  const nonsense = { token: 7, nobody: 'asked for this', id: ['x'] };
  const takesNothing = path.endsWith('end-others') || path.endsWith('on/remove');
  expect((await one.post(path, takesNothing ? '[' : nonsense)).status).toBe(400);
});

test.each([
  'sign-in',
  'sign-in/second-step',
  'sign-in/passkey',
  'sign-in/passkey/options',
  'sign-in/single',
  'links',
  'password/forgotten',
  'password/reset',
  'invitations/accept',
  'set-up',
])('[M1] %s refuses nonsense', async (path) => {
  for (const body of [{ token: 'x', nobody: 1 }, [], '"text"']) {
    expect((await visitor().post(path, body)).status).toBe(400);
  }
});

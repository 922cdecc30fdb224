import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { enterAsTechnician } from '../../support/installation/people.ts';
import {
  demoPassword,
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { startSmtpSink, type SmtpSink } from '../../support/notify/smtpSink.ts';
import { linkIn, Visitor } from './support.ts';

let installation: TestInstallation;
let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
  installation = await startTestInstallation({
    SMTP_URL: sink.url,
    MAIL_FROM: 'Beside <desk@example.test>',
  });
});
afterEach(() => void sink.letters.splice(0));
afterAll(async () => {
  await installation.close();
  await sink.close();
});

const visitor = () => new Visitor(installation.url);
const letters = async (count: number) => {
  await vi.waitFor(() => expect(sink.letters).toHaveLength(count), { timeout: 10_000 });
  return sink.letters;
};
const forget = (email: string) => visitor().post('password/forgotten', { email, language: 'de' });

test('[M1] a forgotten password is set anew by a link that works once, and ends every session', async () => {
  const page = await enterAsTechnician(installation.url, 'tech2@demo.test');
  const gone = new Promise((resolve) => page.socket.once('disconnect', resolve));
  const known = await forget('Tech2@demo.test');
  const unknown = await forget('nobody@demo.test');
  expect([unknown.status, unknown.data]).toEqual([known.status, known.data]);
  const [letter] = await letters(1);
  expect(letter!.to).toEqual(['tech2@demo.test']);
  expect(letter!.source).toContain('Neues_Passwort_w');
  const { path, token } = linkIn(letter!.source);
  expect(path).toBe('/console/reset');
  const kind = 'reset';
  expect((await visitor().post('links', { kind, token })).data.email).toBe('tech2@demo.test');
  expect((await visitor().post('links', { kind: 'invitation', token })).reason).toBe('link-over');

  const set = (password: string) => visitor().post('password/reset', { token, password });
  expect((await set('robin technician')).reason).toBe('password-too-personal');
  expect((await set('an entirely new one')).status).toBe(200);
  await gone;
  expect((await set('another new one here')).reason).toBe('link-over');
  expect((await visitor().signIn('tech2@demo.test')).status).toBe(401);
  expect((await visitor().signIn('tech2@demo.test', 'an entirely new one')).status).toBe(200);
  const [, told] = await letters(2);
  expect(told!.source).toContain('Subject: Your password was changed');
  const log = installation.log.join('');
  expect(log).toContain('password reset');
  for (const secret of [token, 'entirely', 'nobody@demo.test']) expect(log).not.toContain(secret);
});

test('[M1] a newer link ends the older one, an hour ends it too, and a mailbox is not filled', async () => {
  await forget('tech@demo.test');
  await letters(1);
  await forget('tech@demo.test');
  const [first, second] = (await letters(2)).map(({ source }) => linkIn(source).token);
  const look = (token: string | undefined) => visitor().post('links', { kind: 'reset', token });
  expect((await look(first)).reason).toBe('link-over');
  expect((await look(second)).status).toBe(200);
  await forget('tech@demo.test');
  await letters(3);
  expect((await forget('tech@demo.test')).status).toBe(200);
  expect((await forget('manager@demo.test')).status).toBe(200);
  // That of somebody else comes after it, and alone.
  expect((await letters(4)).at(-1)!.to).toEqual(['manager@demo.test']);
  const last = linkIn(sink.letters[2]!.source).token;
  await installation.pass(3_600_001);
  expect((await look(last)).reason).toBe('link-over');
});

test('[M1] who is invited chooses a name and a password, and is in, with the role that was meant', async () => {
  const admin = visitor();
  await admin.signIn('admin@demo.test');
  const email = 'Nora.New@example.test';
  const invite = { email, name: '', role: 'manager', language: 'es' };
  const technician = visitor();
  await technician.signIn('tech@demo.test');
  expect((await technician.post('invitations', invite)).status).toBe(403);
  expect((await admin.post('invitations', invite)).data).toEqual({ mailed: true });
  const [letter] = await letters(1);
  expect(letter!.to).toEqual([email]);
  expect(letter!.source).toContain('Tiene_una_invitaci');
  const { path, token } = linkIn(letter!.source);
  expect(path).toBe('/console/invitation');
  expect((await visitor().post('links', { kind: 'invitation', token })).data).toEqual({
    email,
    name: '',
    accountName: 'Demo',
  });
  const guest = visitor();
  const accept = (password: string) =>
    guest.post('invitations/accept', { token, name: 'Nora New', password });
  expect((await accept('nora.new')).reason).toBe('password-too-short');
  const [one, two] = await Promise.all([
    accept('good enough for me'),
    accept('good enough for me'),
  ]);
  expect([one.status, two.status].sort()).toEqual([200, 404]);
  expect((await guest.get('me')).data).toMatchObject({ email, name: 'Nora New', role: 'manager' });
  expect((await admin.post('invitations', invite)).reason).toBe('email-taken');
});

test('[M1] without mail the administrator is handed the link', async () => {
  const other = await startTestInstallation();
  const admin = new Visitor(other.url);
  await admin.signIn('admin@demo.test');
  expect((await admin.get('sign-in/ways')).data).toEqual({ reset: false, singleSignOn: false });
  const invite = { email: 'nora@example.test', role: 'technician' };
  const { data } = await admin.post('invitations', invite);
  expect(data.mailed).toBe(false);
  const { token } = linkIn(String(data.link));
  const accepted = { token, name: 'Nora', password: demoPassword };
  expect((await new Visitor(other.url).post('invitations/accept', accepted)).status).toBe(200);
  await other.close();
});

test('[O1] the first account is made by the link that the first start prints, once', async () => {
  const empty = await startTestInstallation({ DEMO: '0' });
  const { token } = linkIn(empty.setUp ?? '');
  const first = new Visitor(empty.url);
  expect((await first.post('links', { kind: 'set-up', token })).status).toBe(200);
  const form = {
    token,
    accountName: 'Acme',
    name: 'Ada',
    email: 'ada@acme.test',
    password: 'a sentence nobody guesses',
  };
  const wrong = { ...form, token: 'A'.repeat(43) };
  expect((await first.post('set-up', wrong)).reason).toBe('link-over');
  expect((await first.post('set-up', { ...form, email: 'ada' })).status).toBe(400);
  expect((await first.post('set-up', form)).data).toMatchObject({
    role: 'administrator',
    accountName: 'Acme',
  });
  expect((await first.get('me')).status).toBe(200);
  expect((await first.post('set-up', form)).reason).toBe('link-over');
  expect((await first.get('portals/support')).status).toBe(200);
  expect(installation.setUp).toBeUndefined();
  await empty.close();
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { startSmtpSink, type SmtpSink } from '../../support/notify/smtpSink.ts';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import { sendForm } from '../desk/support.ts';
import { choose, conversation, countOf } from './support.ts';

const from = 'Beside <desk@example.test>';
let sink: SmtpSink;
beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(() => sink.close());

const settings = () => ({
  SMTP_URL: sink.url,
  MAIL_FROM: from,
  PUBLIC_URL: 'https://help.example.test',
});

describe('one node', () => {
  let installation: TestInstallation;
  beforeEach(async () => {
    installation = await startTestInstallation(settings());
  });
  afterEach(() => installation.close());

  /** A technician who is mailed what their customer writes. */
  async function arrange() {
    const made = await conversation(installation.url);
    await choose(made.technician, 'message', 'mail', { language: 'de' });
    return made;
  }

  test('[T1][T8][P10] what a customer writes is gathered into one mail, in the language chosen, with a link', async () => {
    const { write, requestId, close } = await arrange();
    await write('<b>One</b> & two');
    await installation.pass(0);
    await write('Three');
    await installation.pass(31_000);
    expect(sink.letters).toHaveLength(1);
    const { to, source } = sink.letters[0]!;
    expect(to).toEqual(['tech@demo.test']);
    expect(source).toContain('Subject: Carla Customer hat Ihnen geschrieben');
    expect(source).toContain('Auto-Submitted: auto-generated');
    expect(source).toMatch(/^List-Id: /im);
    expect(source).toMatch(/multipart\/alternative/);
    expect(source).toContain(`https://help.example.test/console/requests/${requestId}`);
    expect(source).toContain('&lt;b&gt;One&lt;/b&gt; &amp; two');
    expect(source).toContain('> Three');
    const [, html = ''] = source.split('Content-Type: text/html');
    expect(html).toContain('One');
    expect(html).not.toContain('<b>One');
    close();
  });

  test('[T1] what is read before the mail goes sends none', async () => {
    const { technician, requestId, write, close } = await arrange();
    const { seq } = await write('Are you there?');
    await installation.pass(0);
    technician.socket.emit('chat:read', { requestId, seq });
    await technician.request('status:get', {});
    await installation.pass(31_000);
    expect(sink.letters).toEqual([]);
    expect(await countOf(installation.url, 'mail', 'dropped')).toBe(1);
    close();
  });

  test('[T1] what is written after a mail is mailed later, without what was told already', async () => {
    const { write, close } = await arrange();
    await write('the first');
    await installation.pass(0);
    await installation.pass(31_000);
    await write('the second');
    await installation.pass(0);
    await installation.pass(60_000);
    expect(sink.letters).toHaveLength(1);
    await installation.pass(5 * 60_000);
    expect(sink.letters).toHaveLength(2);
    expect(sink.letters[1]!.source).toContain('the second');
    expect(sink.letters[1]!.source).not.toContain('the first');
    close();
  });

  test.each([451, 421])('[T1] a mail server that says %i is asked again', async (code) => {
    const { write, close } = await arrange();
    sink.refusals.push(code);
    await write('Hello?');
    await installation.pass(0);
    await installation.pass(31_000);
    expect(sink.letters).toEqual([]);
    expect(await countOf(installation.url, 'mail', 'retried')).toBe(1);
    await installation.pass(31_000);
    expect(sink.letters).toHaveLength(1);
    await installation.pass(60 * 60_000);
    expect(sink.letters).toHaveLength(1);
    close();
  });

  test('[T1] a mail server that says 550 is not asked again', async () => {
    const { write, close } = await arrange();
    sink.refusals.push(550);
    await write('Hello?');
    await installation.pass(0);
    await installation.pass(31_000);
    expect(await countOf(installation.url, 'mail', 'failed')).toBe(1);
    await installation.pass(2 * 60 * 60_000);
    expect(sink.letters).toEqual([]);
    close();
  });

  test('[T1] a password that is refused is tried until somebody has mended it', async () => {
    const { write, close } = await arrange();
    sink.password = 'another';
    await write('Hello?');
    await installation.pass(0);
    await installation.pass(31_000);
    expect(sink.letters).toEqual([]);
    sink.password = 'good';
    await installation.pass(31_000);
    expect(sink.letters).toHaveLength(1);
    close();
  });

  test('[T6] an alert is mailed while it is up, and not when it is over', async () => {
    const technician = await enterAsTechnician(installation.url);
    await technician.request('status:set', { status: 'available' });
    await choose(technician, 'alert', 'mail');
    sink.refusals.push(451, 451, 451, 451, 451, 451);
    await sendForm(installation.url, 'demo', { name: 'Una' });
    await installation.pass(0);
    await installation.pass(31_000);
    sink.refusals.length = 0;
    await installation.pass(60_000);
    expect(sink.letters).toEqual([]);
    await sendForm(installation.url, 'demo', { name: 'Dua' });
    await installation.pass(0);
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]!.source).toContain('Subject: Dua is asking for help');
    technician.close();
  });

  test('[P4] a message that was left is mailed to the technicians of the portal', async () => {
    const technician = await enterAsTechnician(installation.url);
    await choose(technician, 'left-message', 'mail');
    await technician.request('status:set', { status: 'away' });
    await sendForm(installation.url, 'demo', { name: 'Lea', question: 'Please call me.' });
    await installation.pass(0);
    expect(sink.letters).toHaveLength(1);
    expect(sink.letters[0]!.source).toContain('Please call me.');
    technician.close();
  });

  test('[O4] the log holds neither addresses nor what was written', async () => {
    const { write, close } = await arrange();
    sink.refusals.push(550);
    await write('a-text-nobody-should-log');
    await installation.pass(0);
    await installation.pass(31_000);
    const log = installation.log.join('');
    for (const secret of ['nobody-should-log', 'tech@demo.test', sink.url]) {
      expect(log).not.toContain(secret);
    }
    close();
  });
});

test('[T1] a certificate that cannot be trusted gets no mail', async () => {
  const strict = await startSmtpSink({ disabledCommands: [] });
  const installation = await startTestInstallation({ ...settings(), SMTP_URL: strict.url });
  const technician = await enterAsTechnician(installation.url);
  expect(await technician.ask('preferences:test', { channel: 'mail' })).toMatchObject({
    error: { code: 'unavailable', reason: 'delivery-failed' },
  });
  expect(strict.letters).toEqual([]);
  await installation.close();
  await strict.close();
});

test('[O3] what was written down before a crash is sent after it, once', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-test-'));
  const environment = { ...settings(), DATA_DIR: dataDir };
  const first = await startTestInstallation(environment);
  const { technician, write } = await conversation(first.url);
  await choose(technician, 'message', 'mail');
  await write('Is anybody there?');
  await first.pass(0);
  await first.close();
  for (const aheadMs of [40_000, 50 * 60_000]) {
    const next = await startTestInstallation(environment);
    await next.pass(aheadMs);
    await next.close();
    expect(sink.letters).toHaveLength(1);
  }
  await rm(dataDir, { recursive: true, force: true });
});

const programs = findPostgres();
describe.skipIf('missing' in programs)('two nodes', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    if (!('missing' in programs)) server = await startPostgres(programs);
  });
  afterAll(() => server.stop());

  test('[O3][R3] of two nodes one sends', async () => {
    const environment = { ...settings(), DATABASE_URL: await server.createDatabase() };
    const nodes = [
      await startTestInstallation(environment),
      await startTestInstallation(environment),
    ];
    const { technician, write, close } = await conversation(nodes[0]!.url);
    await choose(technician, 'message', 'mail');
    for (let round = 1; round <= 5; round++) {
      await write(`Round ${round}`);
      await Promise.all(nodes.map((node) => node.pass(0)));
      await Promise.all(nodes.map((node) => node.pass(6 * 60_000)));
      expect(sink.letters).toHaveLength(round);
    }
    close();
    await Promise.all(nodes.map((node) => node.close()));
  });
});

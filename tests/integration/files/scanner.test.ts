import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClamd, eicar, findClamd, type Clamd } from '../../support/clamav/startClamd.ts';
import { enterAsCustomer } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';
import { nextFile, upload } from '../../support/installation/upload.ts';

const program = findClamd();

describe.skipIf(!program)(
  `a virus scanner${program ? '' : ' (skipped: no clamd: apt-get install clamav-daemon)'}`,
  () => {
    let clamd: Clamd;
    let installation: TestInstallation;
    beforeAll(async () => {
      clamd = createClamd(program ?? '');
      await clamd.start();
      installation = await startTestInstallation({ CLAMD_URL: clamd.url });
    });
    afterAll(async () => {
      await installation.close();
      await clamd.dispose();
    });

    let pages: { close(): void }[] = [];
    afterEach(() => {
      for (const page of pages) page.close();
      pages = [];
    });
    async function enter() {
      const customer = await enterAsCustomer(installation.url);
      pages.push(customer);
      await customer.request('request:follow', { requestId: customer.requestId, afterSeq: 0 });
      const send = (name: string, bytes: Buffer) =>
        upload(installation.url, customer, customer.requestId, name, bytes);
      return { ...customer, send };
    }

    test('[F2] a clean file is passed on', async () => {
      const { send, ...customer } = await enter();
      const told = nextFile(customer);
      const id = await send('notes.txt', Buffer.from('Nothing to see here.'));
      expect(await told).toMatchObject({ id, file: { name: 'notes.txt' } });
    });

    test('[F2] an infected file is refused, its sender told why, and the log which and what', async () => {
      const { send, ...customer } = await enter();
      const told = customer.next('file:refused');
      const id = await send('harmless.txt', eicar);
      expect(await told).toMatchObject({ id, reason: 'file-virus' });
      const line = installation.log.find((text) => text.includes('Test.Eicar'));
      expect(line).toContain('"step":"virus"');
      expect(installation.log.join('')).not.toContain('harmless.txt');
    });

    test('[F2] what is too large for the scanner is refused, and the log says so', async () => {
      const { send, ...customer } = await enter();
      const told = customer.next('file:refused');
      await send('long.log', Buffer.alloc(3 * 1024 * 1024, 'x'));
      expect((await told).reason).toBe('too-large');
      expect(installation.log.some((text) => text.includes('too-large-for-scanner'))).toBe(true);
    });

    test('[F2] while the scanner is away a file is held back, and passed on when it is back', async () => {
      const { send, requestId, ...customer } = await enter();
      await clamd.stop();
      const id = await send('later.txt', Buffer.from('Nothing to see here.'));
      await expect
        .poll(() => installation.log.some((text) => text.includes('"step":"held"')))
        .toBe(true);
      expect(await customer.request('file:state', { requestId, id })).toMatchObject({
        state: 'checking',
      });
      await clamd.start();
      const told = nextFile(customer);
      await installation.pass(61_000);
      expect(await told).toMatchObject({ id });
    });
  },
);

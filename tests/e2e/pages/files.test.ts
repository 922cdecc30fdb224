import { randomBytes } from 'node:crypto';
import { devices, type BrowserContextOptions, type Page } from 'playwright';
import { expect, test } from 'vitest';
import { openChat, openConsole, signInToConsole, takeRequest } from '../support/actors.ts';
import { violations } from '../support/axe.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { choose, drop, paste, pictureOf } from '../support/files.ts';

const note = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Two lines.\n') };

describeInBrowser('files', () => {
  const beside = bringUpBeside();

  /** A customer in the chat with the technician, whose console is beside. */
  async function arrange(customer: string, options: BrowserContextOptions = {}) {
    const console = await openConsole(beside);
    const portal = await beside.open(options);
    await openChat(portal, beside.url, customer);
    await takeRequest(console, customer);
    await portal.getByRole('button', { name: 'Attach a file' }).waitFor();
    return { console, portal };
  }

  const shown = (page: Page, name: string) =>
    page.getByRole('region', { name: 'Conversation' }).getByRole('img', { name });

  test('[F1] files go both ways: one is downloaded as it was, a picture shows itself', async () => {
    const { console, portal } = await arrange('Fia Files');
    await choose(portal, [note]);
    const download = console.waitForEvent('download');
    await console.getByRole('button', { name: 'Download notes.txt' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('notes.txt');
    const chunks: Buffer[] = [];
    for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('Two lines.\n');

    const picture = await pictureOf(portal, 320, 200);
    await choose(console, [{ name: 'plan.png', mimeType: 'image/png', buffer: picture }]);
    await shown(portal, 'Picture plan.png').waitFor();
    const size = await shown(portal, 'Picture plan.png').evaluate((image: HTMLImageElement) => [
      image.naturalWidth,
      image.naturalHeight,
    ]);
    expect(size).toEqual([320, 200]);
    await portal.getByRole('button', { name: 'Show plan.png larger' }).click();
    await portal.getByRole('dialog', { name: 'plan.png' }).waitFor();
    await portal.keyboard.press('Escape');
    await portal.getByRole('dialog', { name: 'plan.png' }).waitFor({ state: 'detached' });
    // Whoever comes back sees it again.
    await portal.reload();
    await shown(portal, 'Picture plan.png').waitFor();
  });

  test('[F1] files are dropped on the conversation and pasted into the message', async () => {
    const { console, portal } = await arrange('Dora Drop');
    await drop(portal, 'main', note.name, 'dropped', () =>
      portal.getByText('Drop files here to send them').waitFor(),
    );
    await console.getByRole('button', { name: 'Download notes.txt' }).waitFor();
    await paste(
      console.getByLabel('Message', { exact: true }),
      await pictureOf(console, 64, 64),
      'image.png',
    );
    await shown(portal, 'Picture image.png').waitFor();
  });

  test('[F2] a refused file says why, and can be put away', async () => {
    const { portal } = await arrange('Rita Refused');
    await choose(portal, [
      { ...note, name: 'setup.exe' },
      { ...note, name: 'photo.png' },
      { ...note, name: 'empty.txt', buffer: Buffer.alloc(0) },
    ]);
    await portal.getByText('Not sent: files of this type are not allowed.').waitFor();
    await portal.getByText('Not sent: the content is not what the name says.').waitFor();
    await portal.getByText('Not sent: the file is empty.').waitFor();
    for (const name of ['setup.exe', 'photo.png', 'empty.txt']) {
      await portal.getByRole('button', { name: `Discard ${name}` }).click();
    }
    await portal.getByRole('list', { name: 'Files on their way' }).waitFor({ state: 'detached' });
  });

  test('[F1] progress is shown, and an upload can be cancelled', async () => {
    const { console, portal } = await arrange('Pia Progress');
    // Its bytes do not come through until the test lets them.
    await portal.route('**/api/v1/uploads/*', (route) =>
      route.request().method() === 'PATCH' ? undefined : route.continue(),
    );
    await choose(portal, [note]);
    await portal.getByRole('progressbar', { name: 'Progress of notes.txt' }).waitFor();
    await portal.getByRole('button', { name: 'Cancel notes.txt' }).click();
    await portal.getByRole('progressbar').waitFor({ state: 'detached' });
    await portal.unroute('**/api/v1/uploads/*');
    await choose(portal, [{ ...note, name: 'second.txt' }]);
    await console.getByRole('button', { name: 'Download second.txt' }).waitFor();
    // Elsewhere in the console another customer's may be told of.
    const conversation = console.getByRole('region', { name: 'Conversation' });
    await conversation.getByText('second.txt').first().waitFor();
    expect(await conversation.getByText('notes.txt').count()).toBe(0);
  });

  test('[F1] an upload that is cancelled before it has begun never begins', async () => {
    const { console, portal } = await arrange('Bea Before');
    const released = Promise.withResolvers<undefined>();
    // What sends files is loaded with the first of them.
    await portal.route('**/assets/**', async (route) => {
      await released.promise;
      await route.continue();
    });
    const loaded = portal.waitForRequest((request) => request.url().includes('/assets/'));
    await choose(portal, [note]);
    await loaded;
    await portal.getByRole('button', { name: 'Cancel notes.txt' }).click();
    await portal.getByRole('progressbar').waitFor({ state: 'detached' });
    const began: string[] = [];
    portal.on('request', (request) => {
      if (request.url().includes('/uploads')) began.push(request.method());
    });
    released.resolve(undefined);
    await choose(portal, [{ ...note, name: 'second.txt' }]);
    await console.getByRole('button', { name: 'Download second.txt' }).waitFor();
    expect(began.filter((method) => method === 'POST')).toHaveLength(1);
  });

  test('[F1] an upload goes on after the network was away', async () => {
    const { console, portal } = await arrange('Nora Network');
    const { buffer } = { buffer: Buffer.from(randomBytes(6_000_000).toString('hex')) };
    const begun = portal.waitForResponse((response) => response.url().endsWith('/uploads'));
    await choose(portal, [{ name: 'long.log', mimeType: 'text/plain', buffer }]);
    await begun;
    await portal.context().setOffline(true);
    await portal.getByText('Waiting for the connection. It goes on by itself.').waitFor();
    await portal.context().setOffline(false);
    await console.getByRole('button', { name: 'Download long.log' }).waitFor();
  });

  test.each([
    ['iPhone 14', 'image/jpeg'],
    ['Pixel 7', null],
  ])('[P9][F1] a phone sends a photo: %s', async (device, offered) => {
    const name = `Phil ${device}`;
    const { console, portal } = await arrange(name, devices[device]);
    const accept = await portal.locator('input[type=file]').getAttribute('accept');
    if (offered === null) expect(accept).toBeNull();
    else expect(accept).toContain(offered);
    const photo = await pictureOf(portal, 300, 400, 'image/jpeg');
    await choose(portal, [{ name: 'IMG_0001.jpeg', mimeType: 'image/jpeg', buffer: photo }]);
    await shown(console, 'Picture IMG_0001.jpeg').waitFor();
    await shown(portal, 'Picture IMG_0001.jpeg').waitFor();
    if (offered === null) return;
    await choose(portal, [note]);
    await portal.getByText('Not sent: from this device, only pictures can be sent.').waitFor();
  });

  test('[F4] an administrator keeps profiles, and a technician sends one to a phone; axe finds nothing', async () => {
    const admin = await beside.open({ viewport: { width: 1280, height: 800 } });
    await signInToConsole(admin, beside.url, 'admin@demo.test');
    await admin.getByRole('link', { name: 'Mobile profiles' }).click();
    await admin.getByText('No profiles yet.').waitFor();
    expect(await violations(admin)).toEqual([]);
    const add = async (name: string, content: string): Promise<void> => {
      const chooser = admin.waitForEvent('filechooser');
      await admin.getByRole('button', { name: 'Add a profile' }).click();
      await (await chooser).setFiles([{ name, mimeType: '', buffer: Buffer.from(content) }]);
    };
    await add('Wrong.mobileconfig', 'nothing of the kind');
    await admin.getByText('This is no configuration profile.').waitFor();
    const plist =
      '<?xml version="1.0"?><plist><dict><key>PayloadType</key><string>Configuration</string></dict></plist>';
    await add('Office Wi-Fi.mobileconfig', plist);
    await admin.getByText('Office Wi-Fi').waitFor();
    expect(await violations(admin)).toEqual([]);

    const { console, portal } = await arrange('Pam Profile', devices['iPhone 14']);
    await console.getByRole('region', { name: 'Send a profile' }).waitFor();
    expect(await violations(console)).toEqual([]);
    await console.getByRole('button', { name: 'Send profile' }).click();
    await portal
      .getByText('Toni Technician sent you the profile “Office Wi-Fi”.')
      .first()
      .waitFor();
    expect(await violations(portal)).toEqual([]);
    const opened = portal.waitForResponse((response) => response.url().includes('/profiles/'));
    await portal.getByRole('button', { name: 'Install profile' }).click();
    expect((await opened).headers()['content-type']).toBe('application/x-apple-aspen-config');

    await admin.getByRole('button', { name: 'Remove Office Wi-Fi' }).click();
    await admin.getByRole('button', { name: 'Remove', exact: true }).click();
    await admin.getByText('No profiles yet.').waitFor();
  });
});

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { canMakeNetworks } from '../support/network/canMakeNetworks.ts';
import { grantControl, pointAt, say, serve } from './support/actors.ts';
import { bringUpApart } from './support/bringUpApart.ts';
import { describeWith } from './support/describeWith.ts';
import { savedText } from './support/files.ts';
import { longestGapSince, shareMotion, waitForFrames } from './support/frames.ts';
import { relay } from './support/relay.ts';

/** Longer than any failover takes on a busy machine, shorter than a person's patience. */
const gapLimitMs = 5_000;

describeWith(relay, canMakeNetworks())('a session over two networks', () => {
  const { beside, blockDirect } = bringUpApart();

  async function meet(name: string): Promise<{ portal: Page; console: Page }> {
    const portal = await beside.open();
    const console = await beside.open({ viewport: { width: 1440, height: 900 } }, 'technician');
    await serve(console, portal, beside.url, name);
    return { portal, console };
  }

  /** Chat both ways, the upgrade, and a picture that moves. */
  async function talkAndShare(name: string) {
    const { portal, console } = await meet(name);
    await say(console, 'Hello, may I have a look?');
    await portal.getByText('Hello, may I have a look?', { exact: true }).waitFor();
    await say(portal, 'Yes, please.');
    await console.getByText('Yes, please.').first().waitFor();
    await shareMotion(console, portal, 10);
    return { portal, console };
  }

  async function expectHandToWork(console: Page, portal: Page, text: string): Promise<void> {
    const press = await pointAt(console, portal, portal.locator('#press'));
    const pressed = Number((await portal.locator('#bench').getAttribute('data-pressed')) ?? 0);
    await console.mouse.click(press.x, press.y);
    await portal.locator(`#bench[data-pressed="${pressed + 1}"]`).waitFor({ timeout: 5_000 });

    const serial = await pointAt(console, portal, portal.locator('#serial'));
    await console.mouse.click(serial.x, serial.y, { clickCount: 3 });
    await console.keyboard.type(text);
    await expect.poll(() => portal.locator('#serial').inputValue(), { timeout: 5_000 }).toBe(text);
  }

  test('[S6][I2] direct: chat, share, see, click and type, pause, take back, stop', async () => {
    const { portal, console } = await talkAndShare('Dora Direct');
    await console.getByText('Direct connection').first().waitFor();
    await portal.getByText('Direct connection').first().waitFor();
    await grantControl(console, portal);
    await expectHandToWork(console, portal, 'SN-4711');

    await portal.getByRole('button', { name: 'Pause', exact: true }).click();
    await console.getByText('Paused by the customer').waitFor();
    await portal.getByRole('button', { name: 'Resume' }).click();
    await waitForFrames(console, 5);

    await portal.keyboard.press('Escape');
    await console.getByRole('button', { name: 'Request control' }).waitFor();
    const before = await portal.locator('#bench').getAttribute('data-pressed');
    const press = await pointAt(console, portal, portal.locator('#press'));
    await console.mouse.click(press.x, press.y);

    await portal.getByRole('button', { name: 'Stop sharing' }).click();
    await console.getByRole('button', { name: 'Upgrade' }).waitFor();
    expect(await portal.locator('#bench').getAttribute('data-pressed')).toBe(before);
  });

  async function clipboardBothWays(console: Page, portal: Page): Promise<void> {
    for (const page of [console, portal]) {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    }
    const serial = portal.locator('#serial');
    await console.evaluate(() => navigator.clipboard.writeText('SN-0815'));
    const at = await pointAt(console, portal, serial);
    await console.mouse.click(at.x, at.y, { clickCount: 3 });
    await console.keyboard.press('Control+v');
    await portal.getByRole('dialog', { name: 'Take over text from Toni Technician?' }).waitFor();
    expect(await portal.getByRole('textbox', { name: 'Text', exact: true }).inputValue()).toBe(
      'SN-0815',
    );
    await portal.getByRole('button', { name: 'Insert at the cursor' }).click();
    await console.getByText('The text was inserted.').waitFor();
    expect(await serial.inputValue()).toBe('SN-0815');

    await portal.evaluate(() => navigator.clipboard.writeText('from the customer'));
    await console.getByRole('button', { name: 'Clipboard' }).click();
    await console.getByRole('menuitem', { name: /for the clipboard/ }).click();
    await portal.getByRole('button', { name: 'Show me the text' }).click();
    await expect
      .poll(() => portal.getByRole('textbox', { name: 'Text', exact: true }).inputValue())
      .toBe('from the customer');
    await portal.getByRole('button', { name: 'Send to Toni Technician' }).click();
    const received = console.getByRole('dialog', { name: /^Clipboard of/ });
    expect(await received.getByRole('textbox', { name: 'Text' }).inputValue()).toBe(
      'from the customer',
    );
    await received.getByRole('button', { name: 'Close' }).click();
    await portal.getByText('You sent the text of your clipboard').first().waitFor();
  }

  test('[I1][I5] allowed until sharing ends: no second question, the customer’s own mouse comes first, and text moves with consent', async () => {
    const { portal, console } = await talkAndShare('Stella Standing');
    await grantControl(console, portal, () =>
      portal.getByRole('radio', { name: 'Until I stop sharing' }).check(),
    );
    await portal.getByText('Toni Technician may take control again without asking.').waitFor();
    const release = console.getByRole('button', { name: 'Release control' });
    const request = console.getByRole('button', { name: 'Request control' });
    await release.click();
    await request.click();
    await release.waitFor();
    await portal.getByText('Control was given again, as you had allowed.').first().waitFor();

    const bench = portal.locator('#bench');
    await portal.mouse.move(20, 20);
    await portal.mouse.move(60, 60);
    await console.getByText('The customer is using the mouse', { exact: true }).waitFor();
    await portal.getByText('You are using the mouse').waitFor();
    const press = await pointAt(console, portal, portal.locator('#press'));
    await console.mouse.click(press.x, press.y);
    await console.getByText('Your hand comes back by itself.').waitFor();
    expect(await bench.getAttribute('data-pressed')).toBeNull();
    await console.getByText('You control pointer and keyboard').waitFor();
    await expectHandToWork(console, portal, 'after');

    await clipboardBothWays(console, portal);
    await portal.getByRole('button', { name: 'Ask me first' }).click();
    await release.click();
    await request.click();
    await portal.getByRole('button', { name: 'Not now' }).click();
    await request.waitFor();
  });

  test('[S6][I2] relayed from the beginning: UDP between the two is blocked', async () => {
    blockDirect();
    const { portal, console } = await talkAndShare('Rita Relay');
    await console.getByText('Through the relay').first().waitFor();
    await portal.getByText('Through the relay').first().waitFor();
    await grantControl(console, portal);
    await expectHandToWork(console, portal, 'relayed');
  });

  test('[S5][S6][I2][X2] cut in the middle: picture and hand go on through the relay', async ({
    annotate,
  }) => {
    const { portal, console } = await talkAndShare('Mia Middle');
    await console.getByText('Direct connection').first().waitFor();
    await console.getByText('standby ready').first().waitFor();
    await grantControl(console, portal);
    await expectHandToWork(console, portal, 'before');

    const from = await console.evaluate(() => performance.now());
    blockDirect();
    await console.getByText('Through the relay').first().waitFor({ timeout: 10_000 });
    await expectHandToWork(console, portal, 'after');
    await waitForFrames(console, 30);

    const gap = await longestGapSince(console, from - 500);
    await annotate(`longest gap in presented frames: ${Math.round(gap)} ms`);
    globalThis.console.log(`longest gap in presented frames at the cut: ${Math.round(gap)} ms`);
    expect(gap).toBeLessThan(gapLimitMs);
    await portal.getByText('Through the relay').first().waitFor();
    await console.getByRole('button', { name: /^Connection: / }).click();
    await console.getByText('Through the relay: the direct link fell silent').waitFor();
  });

  test('[S1] closing the picker is a normal outcome that both sides see and can try again', async () => {
    const { portal, console } = await meet('Petra Picker');
    await portal.evaluate(() => {
      const { mediaDevices } = navigator;
      const original = mediaDevices.getDisplayMedia.bind(mediaDevices);
      mediaDevices.getDisplayMedia = () => {
        mediaDevices.getDisplayMedia = original;
        return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
      };
    });
    await console.getByRole('button', { name: 'Upgrade' }).click();
    await console.getByRole('button', { name: 'Ask now' }).click();
    await portal.getByRole('button', { name: 'Share my screen' }).click();
    await portal.getByText('Nothing was shared. You can try again.').waitFor();
    await console.getByText('closed the picker without a choice').first().waitFor();
    await portal.getByRole('button', { name: 'Share my screen' }).click();
    await portal.getByRole('button', { name: 'Stop sharing' }).waitFor();
  });

  test('[P11] the customer saves the conversation as a text file', async () => {
    const { portal, console } = await meet('Sara Save');
    await say(console, 'Please keep this:\n42');
    await portal.getByText('Please keep this:').first().waitFor();
    const text = await savedText(portal, 'Save the chat history');
    expect(text).toContain('Sara Save: My printer prints only stripes.');
    expect(text).toContain('Toni Technician has joined the chat.');
    expect(text).toContain('Toni Technician: Please keep this:');
  });

  test('[P7] a reload brings the customer back into the same conversation, nothing lost', async () => {
    const { portal, console } = await meet('Rosa Reload');
    await say(console, 'Are you there?');
    await portal.getByText('Are you there?', { exact: true }).waitFor();
    await portal.reload();
    await portal.getByText('Are you there?', { exact: true }).waitFor();
    await say(portal, 'Still here.');
    await console.getByText('Still here.').first().waitFor();
  });

  test('[S1] a customer who does not want to is not asked twice', async () => {
    const { portal, console } = await meet('Nora Not-now');
    await console.getByRole('button', { name: 'Upgrade' }).click();
    await console.getByRole('button', { name: 'Ask now' }).click();
    await portal.getByRole('button', { name: 'Not now' }).click();
    await console.getByText('chose not to share the screen').first().waitFor();
    expect(await portal.getByRole('button', { name: 'Share my screen' }).count()).toBe(0);
  });
});

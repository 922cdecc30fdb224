import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codeOf, linkIn } from '../../integration/identity/support.ts';
import { demoPassword } from '../../support/installation/testInstallation.ts';
import { startSmtpSink, type SmtpSink } from '../../support/notify/smtpSink.ts';
import { examination, findings } from '../support/axe.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';

describeInBrowser('signing in', () => {
  let sink: SmtpSink;
  let page: Page;
  let url: string;
  let aheadMs = 0;
  let recoveryCode = '';
  const { found, look } = examination();

  beforeAll(async () => {
    sink = await startSmtpSink();
  });
  afterAll(() => sink.close());
  const beside = bringUpBeside({}, () => ({
    SMTP_URL: sink.url,
    MAIL_FROM: 'Beside <desk@example.test>',
  }));
  beforeAll(async () => {
    // Passkeys need a name.
    url = beside.url.replace('127.0.0.1', 'localhost');
    page = await beside.open({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const enter = async (password = demoPassword): Promise<void> => {
    await fill('E-mail', 'tech@demo.test');
    await fill('Password', password);
    await button('Sign in').click();
  };
  const isIn = () => page.getByRole('heading', { name: 'Support requests' }).waitFor();
  const isOut = () => button('Sign in').waitFor();
  const prove = async (): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password').fill(demoPassword);
    await dialog.getByRole('button', { name: 'Continue' }).click();
  };
  /** The next code of the app, which was not used yet. */
  const nextCode = async (secret: string): Promise<string> => {
    aheadMs += 30_000;
    await beside.installation.pass(30_000);
    return codeOf(secret, Date.now() + aheadMs);
  };

  test('[M1] an authenticator app is set up on the account page, and signs in from then on', async () => {
    await page.goto(`${url}/console`);
    await button('Use a passkey').waitFor();
    await look(page, 'sign-in');
    await enter();
    await isIn();
    await page.getByRole('link', { name: 'Your account: Toni Technician' }).click();
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    await button('Set up an app').click();
    await look(page, 'proof');
    await prove();
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    const secret = (await page.getByLabel('Key', { exact: true }).innerText()).replaceAll(
      /\s/g,
      '',
    );
    await look(page, 'app');
    await fill('Code', '000000');
    await button('Switch on').click();
    await page.getByRole('alert').getByText('The code is not right.').waitFor();
    await fill('Code', await nextCode(secret));
    await button('Switch on').click();
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await codes.first().waitFor();
    expect(await codes.count()).toBe(10);
    recoveryCode = await codes.first().innerText();
    await look(page, 'recovery codes');
    await button('I have kept them').click();
    await page.getByText('On: a code of the app').waitFor();

    await button('Sign out').click();
    await isOut();
    await enter();
    await page.getByRole('heading', { name: 'One step more' }).waitFor();
    await look(page, 'second step');
    await fill('Code', '000000');
    await button('Sign in').click();
    await page.getByRole('alert').getByText('The code is not right.').waitFor();
    await fill('Code', await nextCode(secret));
    await page.keyboard.press('Enter');
    await isIn();
    // Eight states of it, five of them examined.
  }, 180_000);

  test('[M1] a recovery code signs in where the app is lost', async () => {
    await button('Sign out').click();
    await isOut();
    await enter();
    await button('Use a recovery code instead').click();
    await fill('Recovery code', recoveryCode);
    await page.keyboard.press('Enter');
    await isIn();
  });

  test('[M1] a passkey is added, named, signs in alone or after the password, and is removed', async () => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto(`${url}/console/account`);
    await button('Add a passkey').click();
    await prove();
    await button('Rename Linux').click();
    await page.getByRole('dialog').getByLabel('Name').fill('Laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('list', { name: 'Passkeys' }).getByText('Laptop').waitFor();
    await look(page, 'account');

    await button('Sign out').click();
    await isOut();
    await button('Use a passkey').click();
    await isIn();

    await button('Sign out').click();
    await isOut();
    await enter();
    await button('Use passkey instead').click();
    await button('Use a passkey').click();
    await isIn();
    await page.goto(`${url}/console/account`);
    await button('Remove Laptop').click();
    await page.getByRole('dialog').getByLabel('Password').fill(demoPassword);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Laptop', { exact: true }).waitFor({ state: 'detached' });
  });

  test('[M1] another session is ended from the account page, and its page says so at once', async () => {
    const second = await beside.open();
    await second.goto(`${url}/console`);
    await second.getByLabel('E-mail').fill('tech2@demo.test');
    await second.getByLabel('Password').fill(demoPassword);
    await second.getByRole('button', { name: 'Sign in', exact: true }).click();
    await second.getByRole('heading', { name: 'Support requests' }).waitFor();
    await button('Sign out').click();
    await fill('E-mail', 'tech2@demo.test');
    await fill('Password', demoPassword);
    await button('Sign in').click();
    await isIn();
    await page.getByRole('link', { name: 'Your account: Robin Technician' }).click();
    await page.getByRole('button', { name: /^End this session: Chrome/ }).click();
    await second.getByText('You were signed out. Please sign in again.').waitFor();
    await button('Sign out').click();
    await isOut();
  });

  test('[M1] a forgotten password is set anew by the link of the mail', async () => {
    await button('Forgot your password?').click();
    await fill('E-mail', 'tech2@demo.test');
    await look(page, 'forgotten');
    await button('Send the link').click();
    await page.getByText('a link is on its way').waitFor();
    const letter = await vi.waitFor(() => {
      const mine = sink.letters.filter(({ to }) => to.includes('tech2@demo.test'));
      expect(mine).toHaveLength(1);
      return mine[0]!;
    }, 15_000);
    const { path, token } = linkIn(letter.source);
    await page.goto(`${url}${path}#${token}`);
    await fill('New password', 'too short');
    await button('Set password').click();
    await page.getByText('It needs at least 12 characters.').waitFor();
    await look(page, 'link');
    expect(page.url()).not.toContain(token);
    await fill('New password', 'an entirely new one');
    await button('Set password').click();
    await page.getByText('Your password was changed. Please sign in with it.').waitFor();
    await fill('E-mail', 'tech2@demo.test');
    await fill('Password', 'an entirely new one');
    await button('Sign in').click();
    await isIn();
    await page.goto(`${url}${path}#${token}`);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });

  test('[M1] no page of it has a finding of axe, light or dark', () => {
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(8);
    expect(findings(found)).toEqual({});
  });
});

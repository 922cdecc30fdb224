import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { openChat, openConsole, say, takeRequest } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { savedText } from '../support/files.ts';

describeInBrowser('after the end', () => {
  const beside = bringUpBeside();
  let console: Page;
  let portal: Page;

  beforeAll(async () => {
    console = await openConsole(beside);
  });

  async function endChat(name: string): Promise<void> {
    portal = await beside.open();
    await openChat(portal, beside.url, name);
    await takeRequest(console, name);
    await say(portal, 'What was said stays');
    await portal.getByRole('button', { name: 'End chat' }).click();
    await portal.getByRole('button', { name: 'End now' }).click();
  }

  test('[P12] the survey is answered, seen by the technician at once, changed, and kept over a reload', async () => {
    await endChat('Sara Survey');
    await portal.getByRole('radio', { name: 'Good', exact: true }).check();
    await portal.getByLabel('What could we do better?').fill('A little quicker.');
    await portal.getByRole('button', { name: 'Send feedback' }).click();
    await portal.getByText('Thank you for your feedback.').waitFor();
    await console.getByText('4 of 5: Good').waitFor();
    await console.getByText('A little quicker.').waitFor();

    await portal.reload();
    await portal.getByText('Thank you for your feedback.').waitFor();
    await portal.getByRole('button', { name: 'Change' }).click();
    expect(await portal.getByLabel('What could we do better?').inputValue()).toBe(
      'A little quicker.',
    );
    await portal.getByRole('radio', { name: 'Good', exact: true }).press('ArrowRight');
    await portal.getByRole('button', { name: 'Send feedback' }).click();
    await console.getByText('5 of 5: Very good').waitFor();
  });

  test('[P12] every rating has words, and without one there is nothing to send', async () => {
    await endChat('Rita Rating');
    const group = portal.getByRole('radiogroup', { name: 'How was our help?' });
    await group.waitFor();
    expect(await portal.getByRole('button', { name: 'Send feedback' }).count()).toBe(0);
    for (const name of ['Very bad', 'Bad', 'Okay', 'Good', 'Very good']) {
      expect(await group.getByRole('radio', { name, exact: true }).count()).toBe(1);
    }
  });

  test('[P12] [P11] the transcript stays readable and can still be saved', async () => {
    await endChat('Theo Transcript');
    await portal.getByRole('heading', { name: 'This chat has ended.' }).waitFor();
    await portal.getByText('What was said stays').first().waitFor();
    const text = await savedText(portal, 'Save the chat history');
    expect(text).toContain('Theo Transcript: What was said stays');
    expect(text).toContain('You ended the chat.');
  });
});

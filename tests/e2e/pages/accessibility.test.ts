import { expect, test } from 'vitest';
import { examination, findings } from '../support/axe.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';
import { openPhone, tourPhone } from '../support/tourPhone.ts';
import { tourPortals } from '../support/tourPortals.ts';
import { tourStory } from '../support/tourStory.ts';
import { tourTeam } from '../support/tourTeam.ts';

describeInBrowser('access for everybody', () => {
  const beside = bringUpBeside({ captureTabTitle: 'Demo' });
  const open = (width: number) =>
    beside.open({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });

  test('[P7][T4] no page or state of the story has a finding of axe, light or dark', async () => {
    const { url } = beside;
    const [console, portal, visitor] = [await open(1440), await open(1280), await open(1280)];
    const { found, look } = examination();
    await tourPortals(visitor, url, look);
    await tourStory({ portal, console, url, customer: 'Ada Access', look });
    await console.keyboard.press('Escape');
    const phone = await openPhone(beside.browser, 'Pixel 7', { reducedMotion: 'reduce' });
    await tourPhone(phone, console, url, look);
    expect(findings(found)).toEqual({});
    await phone.context().close();
    // Some forty states, each of them examined.
  }, 180_000);

  test('[T9] no state of a session with two technicians has a finding of axe', async () => {
    const [portal, console, guest] = [await open(1280), await open(1440), await open(1440)];
    const { found, look } = examination();
    await tourTeam({ portal, console, guest, url: beside.url, customer: 'Tea Team', look });
    expect(findings(found)).toEqual({});
  });
});

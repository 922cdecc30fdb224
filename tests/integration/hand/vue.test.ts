import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { useHandPages } from './handPage.ts';
import { clickAt, press, text, typed } from './messages.ts';

const pages = useHandPages();
const timeout = 20_000;

describe('[I3] a page of Vue’s, driven by messages alone', { timeout }, () => {
  let script: string;
  beforeAll(async () => {
    script = await bundle('./vuePage.ts');
  }, timeout);

  test('[I3] every kind of control keeps what the hand gave it, and the form is sent', async () => {
    const hand = await pages.open('<!doctype html><body>');
    await hand.page.addScriptTag({ content: script });
    await hand.page.waitForSelector('#send');
    await hand.send(...clickAt(await hand.at('#name')), ...typed('ada '), text('é'));
    await hand.send(...press('Tab'), ...press('Backspace'), ...typed('12'), ...press('ArrowUp'));
    await hand.send(...press('Tab'), ...typed('one'), ...press('Enter'), ...typed('two'));
    await hand.send(...clickAt(await hand.at('#kind')), ...press('ArrowDown'), ...press('Enter'));
    await hand.send(...clickAt(await hand.at('#large')), ...press('Tab'), ...press('PageUp'));
    await hand.send(...clickAt(await hand.at('#day')), ...typed('03042026'));
    await hand.send(...clickAt(await hand.at('#colour')), ...typed('#ff'), ...press('Enter'));
    await hand.send(...clickAt(await hand.at('#send')));
    expect(await hand.page.innerText('output')).toBe('');
    await hand.send(...clickAt(await hand.at('#label', { x: 5, y: 8 })));
    await expect.poll(() => hand.page.isEnabled('#send')).toBe(true);
    await hand.send(...clickAt(await hand.at('#send')));
    await expect.poll(() => hand.page.innerText('output')).not.toBe('');
    expect(JSON.parse(await hand.page.innerText('output'))).toEqual({
      ...{ name: 'ada é', count: 13, notes: 'one\ntwo', kind: 'coffee', size: 'large' },
      ...{ level: '30', agreed: true, day: '2026-03-04', colour: '#ffffff' },
    });
  });
});

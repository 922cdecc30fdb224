import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { useHandPages, type HandPage } from './handPage.ts';
import { clickAt, control, drag, press, text, typed } from './messages.ts';

const pages = useHandPages();
const timeout = 20_000;

describe('[I3] a page of React’s, driven by messages alone', { timeout }, () => {
  let script: string;
  beforeAll(async () => {
    script = await bundle('./reactPage.ts');
  }, timeout);

  async function open(): Promise<HandPage> {
    const hand = await pages.open('<!doctype html><body>');
    await hand.page.addScriptTag({ content: script });
    await hand.page.waitForSelector('#send');
    return hand;
  }

  test('[I3] every kind of control keeps what the hand gave it, and the form is sent', async () => {
    const hand = await open();
    await hand.send(...clickAt(await hand.at('#name')), ...typed('ada'), ...press('Backspace'));
    await hand.send(text('é'), ...press('Tab'));
    await hand.send(...typed('2'), ...press('ArrowUp'), ...press('Tab'));
    await hand.send(...typed('one'), ...press('Enter'), ...typed('two'), ...press('Tab'));
    await hand.send(...press('ArrowDown'), ...clickAt(await hand.at('#large')));
    const slider = await hand.at('#level', { x: 8 + 40, y: 8 });
    await hand.send(...drag(slider, { x: slider.x + 110, y: slider.y }));
    await hand.send(...clickAt(await hand.at('#label', { x: 5, y: 8 })));
    await hand.send(...clickAt(await hand.at('#send')));
    await expect.poll(() => hand.page.innerText('output')).not.toBe('');
    expect(JSON.parse(await hand.page.innerText('output'))).toEqual({
      ...{ name: 'ADÉ', count: '3', notes: 'one\ntwo', kind: 'coffee', size: 'large' },
      ...{ level: '75', agreed: true },
    });
  });

  test('[I3] Enter sends; a disabled button does not; undo is taken too', async () => {
    const hand = await open();
    await hand.send(...clickAt(await hand.at('#notes')), text('x'), text('y'));
    await hand.send(...press('z', control), ...clickAt(await hand.at('#name')));
    await hand.send(...press('Enter'));
    expect(await hand.page.innerText('output')).toBe('');
    await hand.page.focus('#agreed');
    await hand.send(...press(' '));
    await hand.page.focus('#name');
    await hand.send(...press('Enter'));
    await expect.poll(() => hand.page.innerText('output')).toContain('"agreed":true');
    expect(await hand.page.innerText('output')).toContain('"notes":"x"');
  });
});

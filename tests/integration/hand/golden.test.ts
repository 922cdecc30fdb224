import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { useHandPages } from './handPage.ts';
import {
  clickAt,
  clicksAt,
  control,
  keyDown,
  keyUp,
  move,
  press,
  shift,
  typed,
  type Point,
  type Unnumbered,
} from './messages.ts';
import { recorder } from './recorder.ts';

const pages = useHandPages();

const html = `<!doctype html><body style="margin: 0">
${recorder()}
<div id="outer" style="padding: 20px">
  <button id="plain" style="width: 120px; height: 40px">Plain</button>
  <button id="other">Other <b id="bold">bold</b></button>
  <button id="off" disabled>Off</button>
  <label id="label">Label <input type="checkbox" id="box"></label>
  <input id="field" value="one two">
  <textarea id="area"></textarea>
  <details><summary id="summary">More</summary>inside</details>
  <input type="radio" name="r" id="first"><input type="radio" name="r" id="second">
</div>`;

interface Case {
  does: string;
  /** What a person's own mouse and keyboard do. */
  person: (page: Page, at: (selector: string) => Promise<Point>) => Promise<void>;
  hand: (at: (selector: string) => Promise<Point>) => Promise<Unnumbered[]>;
}

const cases: Case[] = [
  {
    does: 'going over nested elements',
    async person({ mouse }, at) {
      for (const place of ['#outer', '#plain', '#bold', '#other', '#off', '#field']) {
        const { x, y } = await at(place);
        await mouse.move(x, y);
      }
    },
    async hand(at) {
      const places = ['#outer', '#plain', '#bold', '#other', '#off', '#field'];
      return Promise.all(places.map(async (place) => move(await at(place))));
    },
  },
  ...['#plain', '#bold', '#off', '#label', '#box', '#field', '#summary', '#outer', '#second'].map(
    (place): Case => ({
      does: `a click on ${place}`,
      async person({ mouse }, at) {
        const { x, y } = await at(place);
        await mouse.move(x, y);
        await mouse.down();
        await mouse.up();
      },
      hand: async (at) => clickAt(await at(place)),
    }),
  ),
  {
    does: 'a double click',
    async person({ mouse }, at) {
      const { x, y } = await at('#plain');
      await mouse.dblclick(x, y);
    },
    hand: async (at) => clicksAt(await at('#plain'), 2),
  },
  ...(['middle', 'right'] as const).map((button): Case => ({
    does: `a ${button} click`,
    async person({ mouse }, at) {
      const { x, y } = await at('#plain');
      await mouse.click(x, y, { button });
    },
    hand: async (at) => clickAt(await at('#plain'), { button: button === 'middle' ? 1 : 2 }),
  })),
  {
    does: 'a word typed into a field',
    async person(page) {
      await page.focus('#field');
      await page.keyboard.type('word 2');
    },
    hand: () => Promise.resolve(typed('word 2')),
  },
  {
    does: 'a press of Shift, a capital, and deletions',
    async person({ keyboard }) {
      await keyboard.down('Shift');
      await keyboard.press('A');
      await keyboard.up('Shift');
      await keyboard.press('Backspace');
      await keyboard.press('Home');
      await keyboard.press('Delete');
    },
    hand: () =>
      Promise.resolve([
        keyDown('Shift', shift),
        ...press('A', shift),
        keyUp('Shift'),
        ...press('Backspace'),
        ...press('Home'),
        ...press('Delete'),
      ]),
  },
  {
    does: 'Control+A and Control+Z',
    async person({ keyboard }) {
      await keyboard.type('x');
      await keyboard.press('Control+a');
      await keyboard.press('Control+z');
    },
    hand: () =>
      Promise.resolve([
        ...typed('x'),
        keyDown('Control', control),
        ...press('a', control),
        keyUp('Control'),
        keyDown('Control', control),
        ...press('z', control),
        keyUp('Control'),
      ]),
  },
  {
    does: 'Enter in a field whose value was changed',
    async person({ keyboard }) {
      await keyboard.type('x');
      await keyboard.press('Enter');
    },
    hand: () => Promise.resolve([...typed('x'), ...press('Enter')]),
  },
  {
    does: 'Tab on and back',
    async person({ keyboard }) {
      await keyboard.press('Tab');
      await keyboard.press('Tab');
      await keyboard.down('Shift');
      await keyboard.press('Tab');
      await keyboard.up('Shift');
    },
    hand: () =>
      Promise.resolve([
        ...press('Tab'),
        ...press('Tab'),
        keyDown('Shift', shift),
        ...press('Tab', shift),
        keyUp('Shift'),
      ]),
  },
];

/** Keys act on a field that has the focus already. */
const focusFirst = '#field';
/** Where both mice start, over nothing. */
const parked = { x: 990, y: 690 };

describe('[I3] the same events as a person’s own input', { timeout: 20_000 }, () => {
  test.for(cases)('[I3] $does', async ({ person, hand }) => {
    const [trusted, synthetic] = [await pages.openAnother(html), await pages.open(html)];
    await trusted.page.mouse.move(parked.x, parked.y);
    await synthetic.send(move(parked));
    for (const { page, log } of [trusted, synthetic]) {
      await page.focus(focusFirst);
      await log();
    }
    await person(trusted.page, (selector) => trusted.at(selector));
    await synthetic.send(...(await hand((selector) => synthetic.at(selector))));
    const [wanted, got] = await Promise.all([trusted.log(), synthetic.log()]);
    expect(got).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(3);
  });
});

import { describe, expect, test } from 'vitest';
import { useHandPages, type HandPage } from './handPage.ts';
import { clickAt, clicksAt, control, down, drag, move, up, type Point } from './messages.ts';
import { recorder } from './recorder.ts';

const pages = useHandPages();

/** Letters 12 px wide or a little more, from the left edge on. */
const html = `<!doctype html><body style="margin: 0; font: 20px monospace">
${recorder()}
<style>input, textarea { font: inherit; padding: 0; border: 0; width: 400px; display: block }</style>
<input id="from" value="one two three"><input id="to" value="ab"><input id="still" value="one two" readonly>
<input id="secret" data-beside-private value="ab"><input id="word" type="password" value="one two three">
<p id="text" style="margin: 0">some words <b data-beside-private>hidden</b></p>
<div id="region" contenteditable>left <i>middle</i> right</div>`;

/** The middle of a letter of what is written in an element. */
async function letter({ page }: HandPage, selector: string, index: number): Promise<Point> {
  const box = (await page.locator(selector).boundingBox())!;
  const width = await page.evaluate(() => {
    const measure = document.createElement('canvas').getContext('2d')!;
    measure.font = '20px monospace';
    return measure.measureText('x').width;
  });
  return { x: Math.round(box.x + (index + 0.5) * width), y: Math.round(box.y + box.height / 2) };
}

const values = ({ page }: HandPage): Promise<string[]> =>
  page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value));
const before = ['one two three', 'ab', 'one two', 'ab', 'one two three'];

/** Selects the second word, and drags it. */
async function dragWord(
  hand: HandPage,
  from: string,
  [to, index]: [string, number],
  modifiers = 0,
): Promise<void> {
  const word = await letter(hand, from, 5);
  await hand.send(...clicksAt(word, 2), ...drag(word, await letter(hand, to, index), modifiers));
}

describe('[I3] dragging what is selected', { timeout: 20_000 }, () => {
  test('[I3] tells the page the same as a person’s own dragging, and does the same', async () => {
    const [trusted, hand] = [await pages.openAnother(html), await pages.open(html)];
    const [from, to] = [await letter(trusted, '#from', 5), await letter(trusted, '#to', 20)];
    const { mouse } = trusted.page;
    await mouse.dblclick(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
    await mouse.move(to.x, to.y);
    await mouse.up();
    await dragWord(hand, '#from', ['#to', 20]);
    const told = async (at: HandPage): Promise<string[]> =>
      (await at.log())
        .filter((line) => /^(dragstart|drop|dragend|beforeinput|focus|blur|change)/.test(line))
        .map((line) =>
          [/^\S+ \S+/, /inputType=\w+/].map((part) => part.exec(line)?.[0] ?? '').join(' '),
        );
    const wanted = await told(trusted);
    expect(await told(hand)).toEqual(wanted);
    expect(wanted.join()).toMatch(/dragstart from.*deleteByDrag.*insertFromDrop.*dragend from/);
    expect(await values(hand)).toEqual(await values(trusted));
    expect((await values(hand)).slice(0, 2)).toEqual(['one  three', 'abtwo']);
  });

  test('[I3] within one text, forth and back, and with Control a copy of it', async () => {
    const hand = await pages.open(html);
    await dragWord(hand, '#from', ['#from', 30]);
    expect((await values(hand))[0]).toBe('one  threetwo');
    const selected = '[document.activeElement.selectionStart, document.activeElement.selectionEnd]';
    expect(await hand.page.evaluate(selected)).toEqual([10, 13]);
    const back = [await letter(hand, '#from', 11), await letter(hand, '#from', 4)] as const;
    await hand.send(...drag(...back));
    expect((await values(hand))[0]).toMatch(/^one ?two ?three$/);
    await dragWord(hand, '#still', ['#to', 20]);
    expect((await values(hand)).slice(1, 3)).toEqual(['abtwo', 'one two']);
    const again = await pages.open(html);
    await dragWord(again, '#from', ['#to', 20], control);
    expect((await values(again)).slice(0, 2)).toEqual(['one two three', 'abtwo']);
  });

  test('[I3] a press that goes nowhere sets the caret; the page may have a drop for itself', async () => {
    const hand = await pages.open(html);
    const word = await letter(hand, '#from', 5);
    await hand.send(...clicksAt(word, 2));
    await hand.send(...clickAt(word));
    const selection =
      '[...["selectionStart", "selectionEnd"].map((at) => document.activeElement[at])]';
    const [start, end] = await hand.page.evaluate<[number, number]>(selection);
    expect(start).toBe(end);
    await hand.page.evaluate(() =>
      document.querySelector('#to')?.addEventListener('drop', (event) => event.preventDefault()),
    );
    await dragWord(hand, '#from', ['#to', 20]);
    await dragWord(hand, '#from', ['#from', 5]);
    expect(await values(hand)).toEqual(before);
    // Let go of in the middle, nothing has been moved.
    await hand.send(...clicksAt(word, 2), move(word), down(word));
    await hand.send(move(await letter(hand, '#to', 1), { buttons: 1 }));
    await hand.page.evaluate(() => window.hand.release());
    await hand.send(up(await letter(hand, '#to', 1)));
    expect(await values(hand)).toEqual(before);
  });

  test('[I3] text of the page is copied, and moved within a region that is edited', async () => {
    const hand = await pages.open(html);
    await dragWord(hand, '#text', ['#to', 20]);
    expect((await values(hand))[1]).toBe('abwords');
    await hand.send(...clicksAt(await letter(hand, '#region', 7), 2));
    await hand.send(...drag(await letter(hand, '#region', 7), await letter(hand, '#region', 30)));
    expect(await hand.page.innerText('#region')).toMatch(/^left\s+rightmiddle$/);
  });

  test('[I4] nothing private is dragged, and nothing is dropped there', async () => {
    const hand = await pages.open(html);
    for (const to of ['#secret', '#word']) await dragWord(hand, '#from', [to, 20]);
    await dragWord(hand, '#word', ['#to', 20]);
    expect(await values(hand)).toEqual(before);
    // Three times selects the line, with what is private in it.
    const line = await letter(hand, '#text', 2);
    await hand.send(...clicksAt(line, 3), ...drag(line, await letter(hand, '#to', 20)));
    expect(await values(hand)).toEqual(before);
  });
});

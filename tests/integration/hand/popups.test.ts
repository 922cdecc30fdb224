import { describe, expect, test } from 'vitest';
import { useHandPages, type HandPage } from './handPage.ts';
import {
  clickAt,
  down,
  drag,
  keyDown,
  move,
  press,
  shift,
  text,
  typed,
  up,
  wheel,
  type Point,
} from './messages.ts';
import { recorder } from './recorder.ts';

const pages = useHandPages();
const timeout = 20_000;
const alt = 4;

const page = (body: string): string => `<!doctype html><body style="margin: 0">${body}`;
const value = (hand: HandPage, selector: string): Promise<string> => hand.page.inputValue(selector);
const told = async (hand: HandPage): Promise<string[]> =>
  (await hand.log())
    .filter((line) => /^(input|change) /.test(line))
    .map((line) => line.split(' ').slice(0, 2).join(' '));

/** The box that stands open, if one does; its inside is closed to the page. */
const popup = 'html > [data-beside-guard]';
const isOpen = async (hand: HandPage): Promise<boolean> =>
  (await hand.page.locator(popup).count()) > 0;

/** The middle of one of so many rows. */
async function row(hand: HandPage, index: number, of: number): Promise<Point> {
  const box = await hand.page.locator(popup).boundingBox();
  if (!box) throw new Error('nothing stands open');
  return { x: box.x + 20, y: Math.round(box.y + 5 + ((index + 0.5) * (box.height - 10)) / of) };
}

describe('[I3] a drop-down list', { timeout }, () => {
  const list = `${recorder()}<select id="list" style="margin: 20px"><option>one<option disabled>two
    <optgroup label="more"><option value="3">three<option>four</optgroup></select>
    <button id="under" style="position: absolute; top: 60px; left: 20px; width: 300px; height: 200px">x</button>`;

  test('[I3] opens with a press, follows the pointer, and a second press chooses', async () => {
    const hand = await pages.open(page(list));
    await hand.send(...clickAt(await hand.at('#list')));
    expect(await isOpen(hand)).toBe(true);
    await hand.log();
    await hand.send(...clickAt(await row(hand, 1, 5)), ...clickAt(await row(hand, 2, 5)));
    expect(await value(hand, '#list')).toBe('one');
    await hand.send(...clickAt(await row(hand, 3, 5)));
    expect(await value(hand, '#list')).toBe('3');
    expect(await isOpen(hand)).toBe(false);
    const log = await hand.log();
    expect(log.filter((line) => / under /.test(line))).toEqual([]);
    expect(log.map((line) => line.split(' ')[0]).slice(-2)).toEqual(['input', 'change']);
  });

  test('[I3] press, drag and let go over an option chooses in one movement', async () => {
    const hand = await pages.open(page(list));
    const from = await hand.at('#list');
    await hand.send(move(from), down(from));
    const to = await row(hand, 4, 5);
    await hand.send(move(to, { buttons: 1 }), up(to));
    expect([await value(hand, '#list'), await isOpen(hand)]).toEqual(['four', false]);
  });

  test('[I3] another press on it, one elsewhere, Escape, scrolling and letting go close it unchanged', async () => {
    const hand = await pages.open(page(`${list}<div style="height: 2000px"></div>`));
    const at = await hand.at('#list');
    const ways = [
      () => hand.send(...clickAt(at)),
      () => hand.send(...clickAt({ x: 600, y: 400 })),
      () => hand.send(...press('ArrowDown'), ...press('Escape')),
      () => hand.send(wheel({ x: 600, y: 400 }, 0, 5), move({ x: 600, y: 401 })),
      () => hand.page.evaluate(() => window.hand.release()),
      () => hand.page.evaluate('list.hidden = true').then(() => hand.send(move({ x: 1, y: 1 }))),
    ];
    for (const close of ways) {
      await hand.page.evaluate('scrollTo(0, 0)');
      await hand.send(...clickAt(at));
      expect(await isOpen(hand)).toBe(true);
      await close();
      expect([await isOpen(hand), await hand.page.evaluate('list.value')]).toEqual([false, 'one']);
    }
  });

  test('[I3] by keys: Space or Alt and Down open, arrows and letters go, Enter chooses', async () => {
    const hand = await pages.open(page(list));
    await hand.page.focus('#list');
    await hand.log();
    await hand.send(...press(' '), ...press('ArrowDown'), ...press('ArrowDown'));
    expect(await value(hand, '#list')).toBe('one');
    await hand.send(...press('Enter'));
    expect([await value(hand, '#list'), await told(hand)]).toEqual([
      'four',
      ['input list', 'change list'],
    ]);
    await hand.send(...press('ArrowDown', alt), ...typed('on'), keyDown('Tab'));
    expect([await value(hand, '#list'), await isOpen(hand)]).toEqual(['one', false]);
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('under');
  });

  test('[I3] a long list scrolls by the wheel, and the page below does not', async () => {
    const options = Array.from({ length: 60 }, (_, index) => `<option>${index}`).join('');
    const hand = await pages.open(
      page(`<select id="list">${options}</select><div style="height: 3000px"></div>`),
    );
    await hand.send(...clickAt(await hand.at('#list')));
    const at = { x: 30, y: 200 };
    await hand.send(move(at), wheel(at, 0, 10_000), ...clickAt({ x: 30, y: 310 }));
    expect(Number(await value(hand, '#list'))).toBeGreaterThan(50);
    expect(await hand.page.evaluate('scrollY')).toBe(0);
  });

  test('[I3] a page’s content security policy and its styles change nothing in it', async () => {
    const hand = await pages.open(
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="style-src 'nonce-a'">
      <style nonce="a">div { display: none !important } * { font-size: 40px !important }</style>
      <body><select id="list"><option>one<option>two</select>`,
    );
    await hand.send(...clickAt(await hand.at('#list')));
    const box = await hand.page.locator(popup).boundingBox();
    expect(box?.height).toBeGreaterThan(40);
    expect(box?.height).toBeLessThan(90);
  });

  test('[I4] a private list does not open, and one that turns private closes', async () => {
    const hand = await pages.open(
      page(
        `<div id="p" data-beside-private><select id="mine"><option>a<option>b</select></div>${list}`,
      ),
    );
    await hand.send(...clickAt(await hand.at('#mine')));
    expect(await isOpen(hand)).toBe(false);
    await hand.send(...clickAt(await hand.at('#list')));
    const at = await row(hand, 4, 5);
    await hand.page.evaluate("list.setAttribute('data-beside-private', '')");
    await hand.send(...clickAt(at));
    expect([await isOpen(hand), await value(hand, '#list')]).toEqual([false, 'one']);
  });
});

describe('[I3] suggestions and colours', { timeout }, () => {
  const field = `${recorder()}<input id="city" list="cities"><datalist id="cities"><option>Berlin
    <option>Bern<option value="Paris" label="France"></datalist><input id="next">`;

  test('[I3] suggestions come with the letters, and Enter takes the marked one', async () => {
    const hand = await pages.open(page(field));
    await hand.send(...clickAt(await hand.at('#city')));
    expect(await isOpen(hand)).toBe(true);
    await hand.send(
      ...typed('be'),
      ...press('ArrowDown'),
      ...press('ArrowDown'),
      ...press('Enter'),
    );
    expect([await value(hand, '#city'), await isOpen(hand)]).toEqual(['Bern', false]);
    expect((await told(hand)).slice(-2)).toEqual(['input city', 'change city']);
    await hand.send(...press('Backspace'), ...press('Escape'), ...typed('n!'));
    expect([await value(hand, '#city'), await isOpen(hand)]).toEqual(['Bern!', false]);
    await hand.send(...press('Backspace'), ...press('Backspace'), text('n'), ...press('Tab'));
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('next');
  });

  test('[I3] a colour is chosen from a palette, by its field or its label', async () => {
    const hand = await pages.open(
      page(
        `${recorder()}<label id="label">Colour</label><input type="color" id="colour" value="#123456"
        list="ours"><datalist id="ours"><option>#00ff00</datalist><script>label.htmlFor = 'colour'</script>`,
      ),
    );
    await hand.send(...clickAt(await hand.at('#label')));
    expect(await isOpen(hand)).toBe(true);
    await hand.log();
    const box = await hand.page.locator(popup).boundingBox();
    await hand.send(...press('Home'), ...press('Enter'));
    expect(box?.height).toBeLessThanOrEqual(302);
    expect([await value(hand, '#colour'), await told(hand)]).toEqual([
      '#00ff00',
      ['input colour', 'change colour'],
    ]);
  });
});

describe('[I3] dates and times', { timeout }, () => {
  // The browsers of the tests speak American English: month, day, year; twelve hours.
  const kinds: [kind: string, keys: string, value: string][] = [
    ['date', '12312026', '2026-12-31'],
    ['date', '5/7/2026', '2026-05-07'],
    ['time', '0935p', '21:35'],
    ['month', '92026', '2026-09'],
    ['week', '322026', '2026-W32'],
    ['datetime-local', '01022026112a', '2026-01-02T11:02'],
  ];
  test.for(kinds)('[I3] a field of the kind %s takes %s', async ([kind, keys, wanted]) => {
    const hand = await pages.open(page(`${recorder()}<input id="at" type="${kind}">`));
    await hand.send(...clickAt(await hand.at('#at')), ...typed(keys));
    // The last unit may still wait for a second digit.
    expect(await value(hand, '#at')).toBe(wanted);
    expect((await told(hand)).slice(-2)).toEqual(['input at', 'change at']);
  });

  test('[I3] units are stepped around, cleared, and gone through by arrows and Tab', async () => {
    const hand = await pages.open(
      page(
        '<input id="at" type="date" value="2026-12-31"><input id="next" type="time" step="900">',
      ),
    );
    await hand.page.focus('#at');
    await hand.send(...press('ArrowUp'));
    expect(await value(hand, '#at')).toBe('2026-01-31');
    await hand.send(...press('ArrowRight'), ...press('ArrowDown'), ...press('Tab'));
    await hand.send(...press('ArrowUp'));
    expect(await value(hand, '#at')).toBe('2027-01-30');
    await hand.send(...press('Backspace'));
    expect(await value(hand, '#at')).toBe('');
    await hand.send(text('2028'), ...press('Tab', shift), ...press('ArrowUp'), ...press('Tab'));
    expect(await value(hand, '#at')).toBe('2028-01-31');
    await hand.send(...press('Tab'), ...typed('10'), ...press('ArrowUp'), ...press('ArrowUp'));
    await hand.send(...press('Tab'), ...typed('a'));
    expect(await value(hand, '#next')).toBe('10:15');
  });

  test('[I3] the pointer alone can set them', async () => {
    const hand = await pages.open(page('<input id="at" type="date" value="2026-06-15">'));
    await hand.send(...clickAt(await hand.at('#at')));
    const box = await hand.page.locator(popup).boundingBox();
    if (!box) throw new Error('nothing stands open');
    const [upper, lower] = [box.y + 10, box.y + box.height - 10];
    await hand.send(...clickAt({ x: box.x + 20, y: upper }));
    await hand.send(...clickAt({ x: box.x + box.width - 20, y: lower }));
    expect(await value(hand, '#at')).toBe('2025-07-15');
    await hand.send(...clickAt({ x: 600, y: 500 }));
    expect(await isOpen(hand)).toBe(false);
  });

  test('[I4] a private, a disabled and a read-only field stay as they are', async () => {
    const hand = await pages.open(
      page(
        `<input id="a" type="date" data-beside-private value="2026-01-01">
        <input id="b" type="date" disabled value="2026-01-01"><input id="c" type="date" readonly value="2026-01-01">`,
      ),
    );
    for (const id of ['#a', '#b', '#c']) {
      await hand.page.focus(id).catch(() => undefined);
      await hand.send(
        ...clickAt(await hand.at(id)),
        ...typed('12'),
        ...press('ArrowUp'),
        text('3'),
      );
      expect([await value(hand, id), await isOpen(hand)]).toEqual(['2026-01-01', false]);
    }
  });

  test('[I3] a prevented keydown changes nothing', async () => {
    const hand = await pages.open(page('<input id="at" type="date" value="2026-06-15">'));
    await hand.page.evaluate('at.onkeydown = () => false');
    await hand.page.focus('#at');
    await hand.send(...press('ArrowUp'), ...typed('1'));
    expect(await value(hand, '#at')).toBe('2026-06-15');
  });
});

describe('[I3] history', { timeout }, () => {
  test('[I3] Alt with an arrow and the mouse’s side buttons go back and on, on the site alone', async () => {
    const hand = await pages.open(page('<p id="text">text</p>'));
    await hand.page.evaluate("location.hash = 'one'; location.hash = 'two'");
    const hash = (): Promise<string> => hand.page.evaluate('location.hash');
    await hand.send(...press('ArrowLeft', alt));
    await expect.poll(hash).toBe('#one');
    await hand.send(...press('ArrowRight', alt));
    await expect.poll(hash).toBe('#two');
    const at = await hand.at('#text');
    await hand.send(...clickAt(at, { button: 3 }));
    await expect.poll(hash).toBe('#one');
    await hand.send(...clickAt(at, { button: 4 }));
    await expect.poll(hash).toBe('#two');
    expect(await hand.send(...press('ArrowRight', alt))).toContain('needs-customer');
    await hand.send(...drag(at, { x: at.x + 1, y: at.y }));
    expect(await hash()).toBe('#two');
  });
});

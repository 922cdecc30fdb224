import { describe, expect, test } from 'vitest';
import { useHandPages, type HandPage } from './handPage.ts';
import {
  clickAt,
  control,
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
} from './messages.ts';

const pages = useHandPages();
const timeout = 20_000;

/** Counts every event that reaches a guarded element, or starts from it. */
const watch = `<script>
  window.reached = [];
  window.watchGuarded = (root) => {
    for (const name of Object.getOwnPropertyNames(HTMLElement.prototype)
      .concat('onfocusin', 'onfocusout', 'onbeforeinput', 'oncompositionstart')) {
      if (!name.startsWith('on')) continue;
      for (const element of root.querySelectorAll('[data-beside-guard], [data-beside-guard] *')) {
        element.addEventListener(name.slice(2), (event) => reached.push(event.type), true);
      }
    }
  };
</script>`;

const page = (body: string): string =>
  `<!doctype html>${watch}<body style="margin: 0">${body}<script>watchGuarded(document)</script>`;

const reached = (hand: HandPage): Promise<string[]> =>
  hand.page.evaluate(() => (window as unknown as { reached: string[] }).reached);

describe('[I3] what is guarded gets no event', { timeout }, () => {
  test('[I3] moves, presses, the wheel and drags over it', async () => {
    const hand = await pages.open(
      page(`<div data-beside-guard style="height: 60px"><button id="stop">Take back control</button>
        </div><p id="text" draggable="true" style="height: 30px">text</p>`),
    );
    const at = await hand.at('#stop');
    const outside = await hand.at('#text');
    expect(await hand.send(move(at), down(at), up(at), wheel(at, 0, 50))).toEqual(
      Array.from({ length: 4 }, () => 'guarded'),
    );
    expect(await hand.send(down(at, { button: 2 }), up(at, { button: 2 }))).toEqual([
      ...['guarded', 'guarded'],
    ]);
    await hand.send(...drag(outside, at), ...drag(at, outside));
    await hand.send(move(outside), down(outside), up(at));
    expect(await reached(hand)).toEqual([]);
  });

  test('[I3] across shadow roots and frames', async () => {
    const hand = await pages.open(
      page(`<div data-beside-guard id="host" style="height: 40px"></div>
        <div data-beside-guard><iframe style="height: 60px; border: 0" srcdoc="<button id='b'>b</button>
        <script>onclick = () => (parent.clicked = 1)</script>"></iframe></div>
        <div id="wrap"><button id="slotted">slotted</button></div><script>
        host.attachShadow({ mode: 'open' }).innerHTML = '<button>in</button>';
        host.shadowRoot.firstChild.onclick = () => (window.clicked = 1);
        wrap.attachShadow({ mode: 'open' }).innerHTML = '<div data-beside-guard><slot></slot></div>';
        slotted.onclick = () => (window.clicked = 1);</script>`),
    );
    for (const point of [{ x: 15, y: 10 }, { x: 20, y: 60 }, await hand.at('#slotted')]) {
      expect(new Set(await hand.send(...clickAt(point)))).toEqual(new Set(['guarded']));
    }
    expect(await hand.page.evaluate('window.clicked')).toBeUndefined();
  });

  test('[I3] keys and text while it has the focus, however it came to it', async () => {
    const hand = await pages.open(
      page(`<button id="outside" onclick="inside.focus()">focus it</button>
        <div data-beside-guard><input id="inside"></div>`),
    );
    await hand.send(...clickAt(await hand.at('#outside')));
    const before = await reached(hand);
    expect(before.filter((type) => !/focus|selectionchange/.test(type))).toEqual([]);
    expect(await hand.send(...typed('a'), text('b'), keyDown('Enter'), keyDown('Tab'))).toEqual([
      ...Array.from({ length: 5 }, () => 'guarded'),
    ]);
    expect(await reached(hand)).toEqual(before);
    expect(await hand.page.inputValue('#inside')).toBe('');
  });

  test('[I3] a handler that moves the focus into it takes the rest of the key away', async () => {
    for (const type of ['keydown', 'keypress', 'beforeinput']) {
      const hand = await pages.open(
        page(`<input id="field"><div data-beside-guard><input id="inside"></div><script>
          field.addEventListener('${type}', () => inside.focus());</script>`),
      );
      await hand.page.focus('#field');
      await hand.send(...typed('a'), ...press(' '), ...press('Enter'));
      expect(await hand.page.inputValue('#inside')).toBe('');
      expect((await reached(hand)).filter((at) => !/focus|blur|select/.test(at))).toEqual([]);
    }
  });

  test('[I3] Tab passes it by', async () => {
    const hand = await pages.open(
      page(`<button id="a">a</button><div data-beside-guard><button>x</button><input></div>
        <div data-beside-private><input></div><input type="password"><button id="b">b</button>`),
    );
    await hand.page.focus('#a');
    await hand.send(...press('Tab'));
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('b');
    await hand.send(keyDown('Shift', shift), ...press('Tab', shift));
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('a');
    expect(await reached(hand)).toEqual([]);
  });

  const ways: [name: string, body: string][] = [
    [
      'a label',
      '<label id="way" for="g">label</label><input type="checkbox" id="g" data-beside-guard>',
    ],
    [
      'a label around it',
      '<label style="display: block"><b id="way">label</b><input type="checkbox" data-beside-guard></label>',
    ],
    [
      'a submit button of its form',
      '<form id="f" data-beside-guard></form><button id="way" form="f">go</button>',
    ],
    [
      'a reset button',
      '<form><input data-beside-guard value="a"><button id="way" type="reset">reset</button></form>',
    ],
    [
      'a button that hides it',
      '<div id="p" popover="manual" data-beside-guard>p</div><button id="way" popovertarget="p">x</button>',
    ],
    [
      'a handler that clicks it',
      '<button id="way" onclick="g.click()">x</button><button id="g" data-beside-guard>g</button>',
    ],
    [
      'a radio button of its group',
      '<input type="radio" name="r" id="way"><input type="radio" name="r" checked data-beside-guard>',
    ],
  ];
  test.for(ways)('[I3] not by way of %s', async ([, body]) => {
    const hand = await pages.open(page(body));
    const refusals = await hand.send(...clickAt(await hand.at('#way')));
    expect(refusals).toContain('guarded');
    const byKey = async (): Promise<(string | null)[]> => {
      await hand.page.focus('#way');
      return hand.send(...press(' '));
    };
    if (await hand.page.$('button#way')) expect(await byKey()).toContain('guarded');
    expect((await reached(hand)).filter((type) => type !== 'focus')).toEqual([]);
  });

  test('[I3] Enter does not submit by a guarded button, nor a guarded form', async () => {
    for (const body of [
      '<form id="f"><input id="field"><button data-beside-guard>go</button></form>',
      '<form id="f" data-beside-guard></form><input id="field" form="f">',
    ]) {
      const hand = await pages.open(
        page(
          `${body}<script>f.onsubmit = (event) => { window.sent = 1; event.preventDefault(); }</script>`,
        ),
      );
      await hand.page.focus('#field');
      expect(await hand.send(...press('Enter'))).toEqual(['guarded', null]);
      expect(await hand.page.evaluate('window.sent')).toBeUndefined();
      expect(await reached(hand)).toEqual([]);
    }
  });

  test('[I3] Escape leaves a guarded dialog open', async () => {
    const hand = await pages.open(
      page('<dialog id="d" data-beside-guard><p>agree?</p></dialog><p>x</p>'),
    );
    await hand.page.evaluate('d.showModal(); document.activeElement.blur()');
    expect(await hand.send(...press('Escape'))).toContain('guarded');
    expect(await hand.page.evaluate('d.open')).toBe(true);
  });

  test('[I3] an editable region that holds it is not edited', async () => {
    const hand = await pages.open(
      page('<div id="host" contenteditable>text <span data-beside-guard>ours</span></div>'),
    );
    await hand.page.focus('#host');
    expect(await hand.send(...press('a', control), keyDown('Delete'), text('x'))).toEqual([
      ...[null, null, 'guarded', 'guarded'],
    ]);
    expect(await hand.page.innerText('#host')).toBe('text ours');
  });

  test('[I3] undo never reaches what the customer did in it', async () => {
    const hand = await pages.open(
      page('<div data-beside-guard><input id="inside"></div><input id="field">'),
    );
    await hand.page.focus('#inside');
    await hand.page.keyboard.type('customer');
    await hand.page.focus('#field');
    await hand.page.evaluate('reached.length = 0');
    expect(await hand.send(...press('z', control))).toEqual(['guarded', null]);
    expect(await hand.page.inputValue('#inside')).toBe('customer');
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('field');
    expect((await reached(hand)).filter((type) => type !== 'selectionchange')).toEqual([]);
  });
});

describe('[I4] what is private takes no input', { timeout }, () => {
  test('[I4] a password field is focused by a click, and not typed into', async () => {
    const hand = await pages.open(
      page('<label for="field">Password</label><input type="password" id="field">'),
    );
    expect(await hand.send(...clickAt(await hand.at('#field')))).toEqual([null, null, null]);
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('field');
    expect(
      await hand.send(...typed('a'), text('b'), ...press('Backspace'), ...press('Enter')),
    ).toEqual(Array.from({ length: 7 }, () => 'private'));
    await hand.page.evaluate('document.activeElement.blur()');
    expect(await hand.send(...clickAt(await hand.at('label')))).toEqual([null, null, null]);
    expect(await hand.page.evaluate('document.activeElement.id')).toBe('field');
    expect(await hand.page.inputValue('#field')).toBe('');
  });

  test('[I4] "show password" does not open it', async () => {
    const hand = await pages.open(
      page(`<div id="host"></div><input type="password" id="field" value="secret">
        <button id="show" onclick="field.type = 'text'">show</button>`),
    );
    await hand.send(...clickAt(await hand.at('#show')), ...clickAt(await hand.at('#field')));
    expect(await hand.send(...typed('a'), text('b'))).toEqual(['private', 'private', 'private']);
    expect(await hand.page.inputValue('#field')).toBe('secret');
  });

  test('[I4] a private region is hovered over and scrolled past, nothing else', async () => {
    const hand = await pages.open(
      page(`<div data-beside-private id="region" style="height: 80px"><input id="field">
        <input type="checkbox" id="box"></div><label for="box" id="label">label</label>
        <div style="height: 2000px"></div><script>window.seen = [];
        for (const type of ['mousemove', 'mousedown', 'click', 'wheel', 'mouseup']) {
          region.addEventListener(type, () => seen.push(type)); }</script>`),
    );
    const at = await hand.at('#field');
    expect(await hand.send(...clickAt(at))).toEqual([null, 'private', 'private']);
    expect(await hand.send(...clickAt(await hand.at('#label')))).toEqual([
      null,
      'private',
      'private',
    ]);
    expect(await hand.send(wheel(at, 0, 30))).toEqual([null]);
    expect(await hand.page.evaluate('scrollY')).toBe(30);
    await hand.page.focus('#field');
    expect(await hand.send(...typed('a'), text('b'), ...press('Tab'))).toEqual(
      Array.from({ length: 5 }, () => 'private'),
    );
    expect(await hand.page.evaluate('[seen.join(), box.checked]')).toEqual([
      ...['mousemove', false],
    ]);
    expect(await hand.page.inputValue('#field')).toBe('');
  });

  test('[I4] nor is anything dropped there, or let go there', async () => {
    const hand = await pages.open(
      page(`<p id="card" draggable="true">card</p><div data-beside-private id="region" style="height: 50px"
        ondragover="event.preventDefault()" ondrop="window.dropped = 1" onmouseup="window.let = 1"></div>
        <p id="text">text</p>`),
    );
    const region = await hand.at('#region');
    await hand.send(
      ...drag(await hand.at('#card'), region),
      ...drag(await hand.at('#text'), region),
    );
    expect(await hand.page.evaluate('[window.dropped, window.let]')).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('[I4] undo does not take back what the customer typed into a password field', async () => {
    const hand = await pages.open(page('<input type="password" id="secret"><input id="field">'));
    await hand.page.focus('#secret');
    await hand.page.keyboard.type('secret');
    await hand.page.focus('#field');
    expect(await hand.send(...press('z', control))).toEqual(['private', null]);
    expect(await hand.page.inputValue('#secret')).toBe('secret');
  });

  test('[I4] a handler that makes a field private has the last word', async () => {
    const hand = await pages.open(page('<p><input id="field"></p>'));
    await hand.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#field')!;
      const hide = (): void => field.parentElement!.setAttribute('data-beside-private', '');
      field.addEventListener('beforeinput', hide);
    });
    await hand.page.focus('#field');
    await hand.send(...typed('abc'));
    expect(await hand.page.inputValue('#field')).toBe('');
  });

  test('[I4] a selection that the page has put into a private field is not typed over', async () => {
    const hand = await pages.open(
      page('<input id="field"><div id="secret" contenteditable data-beside-private>secret</div>'),
    );
    await hand.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#field')!;
      field.onkeydown = () => getSelection()?.selectAllChildren(document.querySelector('#secret')!);
    });
    await hand.page.focus('#field');
    await hand.send(...typed('abc'));
    expect(await hand.page.innerText('#secret')).toBe('secret');
  });
});

describe('[I3] what needs the person’s own click', { timeout }, () => {
  const needs: [name: string, body: string, told: string][] = [
    ['a file field', '<input type="file" id="way">', 'file-picker'],
    [
      'the label of a file field',
      '<label id="way" for="f">file</label><input type="file" id="f" hidden>',
      'file-picker',
    ],
    [
      'a handler that opens a file field',
      '<button id="way" onclick="f.click()">x</button><input type="file" id="f">',
      'file-picker',
    ],
    ['a link to another tab', '<a id="way" href="/" target="_blank">link</a>', 'new-tab'],
    [
      'a handler that opens a window',
      '<script>window.open = () => null</script><button id="way" onclick="window.open(\'/\')">x</button>',
      'new-tab',
    ],
    [
      'a handler that asks for the camera',
      '<button id="way" onclick="navigator.mediaDevices.getUserMedia({ video: true }).catch(() => 0)">x</button>',
      'permission',
    ],
    [
      'a handler that copies',
      '<button id="way" onclick="navigator.clipboard.writeText(\'x\').catch(() => 0)">x</button>',
      'clipboard',
    ],
    [
      'a handler that goes full screen',
      '<button id="way" onclick="this.requestFullscreen().catch(() => 0)">x</button>',
      'needs-customer',
    ],
  ];
  test.for(needs)('[I3] %s needs the customer', async ([, body, told]) => {
    const hand = await pages.open(page(body));
    let opened = 0;
    const count = (): number => (opened += 1);
    hand.page.on('filechooser', count).on('popup', count);
    expect(await hand.send(...clickAt(await hand.at('#way')))).toContain(told);
    await hand.page.focus('#way').catch(() => undefined);
    await hand.send(...press('Enter'));
    hand.page.off('filechooser', count).off('popup', count);
    expect(opened).toBe(0);
  });

  test('[I3] what the page asks for between strokes is its own affair, and its methods are whole once the hand is gone', async () => {
    const hand = await pages.open(
      page('<button id="way" onclick="this.requestFullscreen().catch(() => 0)">x</button>'),
    );
    const native = (): Promise<boolean> =>
      hand.page.evaluate(() => /native code/.test(String(Element.prototype.requestFullscreen)));
    const at = await hand.at('#way');
    expect(await native()).toBe(true);
    expect(await hand.send(...clickAt(at))).toContain('needs-customer');
    await hand.page.evaluate(() => navigator.clipboard.writeText('x').catch(() => 0));
    expect(await hand.send(...press('Tab'))).not.toContain('clipboard');
    expect(await hand.send(...clickAt(at))).toContain('needs-customer');
    await hand.page.evaluate(() => window.hand.release());
    expect(await native()).toBe(true);
    expect(await hand.send(...clickAt(at))).toContain('needs-customer');
  });

  test('[I3] a link with Control or by the middle button needs the customer', async () => {
    const hand = await pages.open(page('<a id="way" href="#there">link</a>'));
    const at = await hand.at('#way');
    expect(await hand.send(...clickAt(at, { modifiers: control }))).toContain('new-tab');
    expect(await hand.send(...clickAt(at, { button: 1 }))).toContain('new-tab');
    expect(await hand.page.evaluate('location.hash')).toBe('');
  });
});

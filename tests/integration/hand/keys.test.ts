import { describe, expect, test } from 'vitest';
import { useHandPages, type HandPage } from './handPage.ts';
import { clickAt, control, keyDown, keyUp, press, shift, text, typed } from './messages.ts';
import { recorder } from './recorder.ts';

const pages = useHandPages();
const timeout = 20_000;

const page = (body: string): string => `<!doctype html><body style="margin: 0">${body}`;
const times = (count: number, key: string, modifiers = 0) =>
  Array.from({ length: count }, () => press(key, modifiers)).flat();

async function focused(body: string, selector: string): Promise<HandPage> {
  const hand = await pages.open(page(body));
  await hand.page.focus(selector);
  await hand.log();
  return hand;
}

const kinds = (log: string[]): string[] => log.map((line) => line.split(' ').slice(0, 2).join(' '));
const value = (hand: HandPage, selector: string): Promise<string> => hand.page.inputValue(selector);
const active = (hand: HandPage): Promise<string> =>
  hand.page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const inner = (at as HTMLIFrameElement | null)?.contentDocument?.activeElement;
    return (inner ?? at)?.id ?? '';
  });

describe('[I3] typing', { timeout }, () => {
  test('[I3] a prevented keydown or keypress or beforeinput types nothing', async () => {
    for (const type of ['keydown', 'keypress', 'beforeinput']) {
      const hand = await focused('<input id="field">', '#field');
      await hand.page.evaluate(
        `field.addEventListener('${type}', (event) => event.preventDefault())`,
      );
      await hand.send(...typed('no'));
      expect(await value(hand, '#field')).toBe('');
    }
  });

  test('[I3] maxlength, readonly and disabled hold for the hand as for a person', async () => {
    const hand = await focused(
      '<input id="short" maxlength="3"><input id="fixed" readonly value="x"><input id="number" type="number">',
      '#short',
    );
    await hand.send(...typed('abcdef'));
    await hand.page.focus('#fixed');
    await hand.send(...typed('abc'), ...press('Backspace'), text('more'));
    await hand.page.focus('#number');
    await hand.send(...typed('12x3'));
    expect(await value(hand, '#short')).toBe('abc');
    expect(await value(hand, '#fixed')).toBe('x');
    expect(await value(hand, '#number')).toBe('123');
  });

  test('[I3] deletion by sign and by word, both ways', async () => {
    const hand = await focused('<input id="field" value="one two three">', '#field');
    await hand.send(...press('End'), ...press('Backspace', control));
    expect(await value(hand, '#field')).toBe('one two ');
    await hand.send(...press('Backspace'), ...press('Home'), ...press('Delete', control));
    expect((await value(hand, '#field')).trim()).toBe('two');
    await hand.send(...press('End'), ...press('Home', shift), ...press('Backspace', control));
    expect(await value(hand, '#field')).toBe('');
  });

  test('[I3] arrows move the caret, Shift selects, Control goes by words', async () => {
    const hand = await focused('<input id="field" value="one two three">', '#field');
    await hand.send(...press('Home'), ...times(2, 'ArrowRight'), ...times(3, 'ArrowRight', shift));
    const place = '[field.selectionStart, field.selectionEnd]';
    expect(await hand.page.evaluate(place)).toEqual([2, 5]);
    await hand.send(...press('ArrowLeft'), ...press('End', shift));
    expect(await hand.page.evaluate(place)).toEqual([2, 13]);
    await hand.send(...press('ArrowLeft', control));
    expect(await hand.page.evaluate(place)).toEqual([8, 8]);
  });

  test('[I3] lines in a text area: Enter, up, down, Control+End', async () => {
    const hand = await focused('<textarea id="area" rows="5"></textarea>', '#area');
    await hand.send(...typed('one'), ...press('Enter'), ...typed('two'), ...press('ArrowUp'));
    await hand.send(...typed('X'), ...press('Home'), ...typed('Y'), ...press('End', control));
    await hand.send(...typed('Z'));
    expect(await value(hand, '#area')).toBe('YoneX\ntwoZ');
  });

  test('[I3] undo and redo of what the hand did', async () => {
    const hand = await focused('<input id="field" value="">', '#field');
    await hand.send(text('abc'), text('def'), ...press('z', control));
    expect(await value(hand, '#field')).toBe('abc');
    await hand.send(...press('z', control | shift));
    expect(await value(hand, '#field')).toBe('abcdef');
    await hand.send(...press('a', control), ...press('Delete'), ...press('z', control));
    expect(await value(hand, '#field')).toBe('abcdef');
  });

  test('[I3] composed text comes inside a composition', async () => {
    const hand = await focused(`${recorder()}<input id="field">`, '#field');
    await hand.send(text('日本語'));
    expect(await value(hand, '#field')).toBe('日本語');
    expect(kinds(await hand.log())).toEqual([
      ...['compositionstart field', 'compositionupdate field', 'beforeinput field'],
      ...['input field', 'compositionend field'],
    ]);
  });

  test('[I3] a change is told when the field is left', async () => {
    const hand = await focused(`${recorder()}<input id="field"><input id="next">`, '#field');
    await hand.send(...typed('a'), ...press('Tab'));
    expect(kinds(await hand.log()).filter((line) => /change|blur/.test(line))).toEqual([
      ...['change field', 'blur field'],
    ]);
  });

  test('[I3] AltGr types a sign, Control and Alt alone do not', async () => {
    const hand = await focused('<input id="field">', '#field');
    await hand.send(
      ...press('@', 2 | 4),
      ...press('q', control),
      ...press('f', 4),
      ...press('k', 8),
    );
    expect(await value(hand, '#field')).toBe('@');
  });

  test('[I3] the clipboard’s keys reach the page’s handlers and need the customer for the rest', async () => {
    const hand = await focused('<input id="field" value="text">', '#field');
    for (const key of ['c', 'x', 'v']) {
      expect(await hand.send(keyDown(key, control))).toEqual(['clipboard']);
    }
    await hand.page.evaluate('field.onkeydown = () => false');
    expect(await hand.send(keyDown('v', control))).toEqual([null]);
    expect(await value(hand, '#field')).toBe('text');
  });

  test('[I3] keys held when everything is let go come up', async () => {
    const hand = await focused(`${recorder()}<button id="button">b</button>`, '#button');
    await hand.send(keyDown('Shift', shift), keyDown(' ', shift));
    await hand.log();
    await hand.send({ type: 'release' });
    expect(kinds(await hand.log())).toEqual(['keyup button', 'keyup button']);
  });
});

describe('[I3] editable regions', { timeout }, () => {
  test('[I3] paragraphs, line breaks, deletion, bold', async () => {
    const hand = await focused('<div id="host" contenteditable><p>one</p></div>', '#host');
    await hand.send(...press('End'), ...press('Enter'), ...typed('two'), ...press('Enter', shift));
    await hand.send(...typed('three'), ...press('Backspace'), ...press('Backspace', control));
    await hand.send(...press('b', control), ...typed('x'));
    expect(await hand.page.innerHTML('#host')).toBe('<p>one</p><p>two<br><b>x</b></p>');
  });

  test('[I3] beforeinput says what would be deleted', async () => {
    const hand = await focused('<div id="host" contenteditable>one two</div>', '#host');
    await hand.page.evaluate(() => {
      document.querySelector('#host')!.addEventListener('beforeinput', (event) => {
        const { inputType, getTargetRanges } = event as InputEvent;
        const [range] = getTargetRanges.call(event);
        Object.assign(window, { got: [inputType, range?.startOffset, range?.endOffset] });
        event.preventDefault();
      });
    });
    await hand.send(...press('End'), ...press('Backspace', control));
    expect(await hand.page.evaluate('got')).toEqual(['deleteWordBackward', 4, 7]);
    expect(await hand.page.innerText('#host')).toBe('one two');
  });

  test('[I3] the caret goes by lines, and to the ends', async () => {
    const hand = await focused(
      '<div id="host" contenteditable><p>first</p><p>second</p><p>third</p></div>',
      '#host',
    );
    await hand.send(...press('Home', control), ...press('ArrowDown'), ...press('End'));
    await hand.send(...typed('X'), ...press('End', control), ...typed('Y'));
    expect(await hand.page.innerText('#host')).toBe('first\n\nsecondX\n\nthirdY');
  });
});

describe('[I3] controls by keys', { timeout }, () => {
  test('[I3] Enter and Space press buttons, links, summaries and boxes', async () => {
    const hand = await pages.open(
      page(`<button id="button">b</button><a id="link" href="#there">l</a><details id="details">
        <summary id="summary">s</summary></details><input id="box" type="checkbox"><script>
        window.clicks = []; onclick = ({ target, detail }) => clicks.push(target.id + detail);</script>`),
    );
    for (const [id, key] of [
      ...[
        ['button', 'Enter'],
        ['button', ' '],
        ['link', 'Enter'],
        ['link', ' '],
      ],
      ...[
        ['summary', 'Enter'],
        ['summary', ' '],
        ['box', ' '],
        ['box', 'Enter'],
      ],
    ] as const) {
      await hand.page.focus(`#${id}`);
      await hand.send(...press(key));
    }
    expect(await hand.page.evaluate('[clicks.join(), location.hash, box.checked]')).toEqual([
      ...['button0,button0,link0,summary0,summary0,box0', '#there', true],
    ]);
  });

  test('[I3] Space that goes down on one and up on another clicks neither', async () => {
    const hand = await focused('<button id="a">a</button><button id="b">b</button>', '#a');
    await hand.page.evaluate('window.clicks = 0; onclick = () => (clicks += 1)');
    await hand.send(keyDown(' '));
    await hand.page.focus('#b');
    await hand.send(keyUp(' '));
    expect(await hand.page.evaluate('clicks')).toBe(0);
  });

  test('[I3] a select goes by arrows, Home, End and by what is typed', async () => {
    const hand = await focused(
      `<select id="list"><option>apple</option><option disabled>beet</option><option>cherry</option>
        <option>corn</option></select><script>window.told = [];
        for (const type of ['input', 'change']) list.addEventListener(type, () => told.push(type));</script>`,
      '#list',
    );
    const chosen: string[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Home', 'c', 'o', 'End', 'ArrowUp']) {
      await hand.send(...press(key));
      chosen.push(await value(hand, '#list'));
    }
    expect(chosen).toEqual(['cherry', 'corn', 'corn', 'apple', 'cherry', 'corn', 'corn', 'cherry']);
    expect(await hand.page.evaluate('told.slice(0, 4)')).toEqual([
      'input',
      'change',
      'input',
      'change',
    ]);
  });

  test('[I3] radio buttons, ranges and numbers go by arrows', async () => {
    const hand = await pages.open(
      page(`<input type="radio" name="r" id="one" checked><input type="radio" name="r" disabled>
        <input type="radio" name="r" id="three"><input type="range" id="range" value="50">
        <input type="number" id="number" value="3" step="2" min="1">`),
    );
    await hand.page.focus('#one');
    await hand.send(...press('ArrowDown'));
    expect(await hand.page.evaluate('[three.checked, document.activeElement.id]')).toEqual([
      true,
      'three',
    ]);
    await hand.page.focus('#range');
    await hand.send(...press('ArrowRight'), ...press('PageUp'), ...press('ArrowDown'));
    await hand.page.focus('#number');
    await hand.send(...press('ArrowUp'), ...times(3, 'ArrowDown'));
    expect([await value(hand, '#range'), await value(hand, '#number')]).toEqual(['60', '1']);
  });

  test('[I3] Enter submits as the default button would', async () => {
    const form = (inner: string) =>
      page(`<form id="form"><input id="field" name="q">${inner}</form><script>window.got = [];
        form.onsubmit = (event) => { event.preventDefault(); got.push(event.submitter?.id ?? 'none'); }
        </script>`);
    const cases = [
      ['<button type="button">no</button><button id="yes">yes</button>', ['yes']],
      ['<button id="yes" disabled>yes</button>', []],
      ['', ['none']],
      ['<input>', []],
      ['<input type="image" id="picture">', ['picture']],
    ] as const;
    for (const [inner, wanted] of cases) {
      const hand = await pages.open(form(inner));
      await hand.page.focus('#field');
      await hand.send(...press('Enter'));
      expect(await hand.page.evaluate('got')).toEqual(wanted);
    }
  });

  test('[I3] Escape cancels a dialog, closes a popover, empties a search', async () => {
    const hand = await pages.open(
      page(`<dialog id="dialog"><button id="in">in</button></dialog><div popover id="pop">pop</div>
        <input type="search" id="search" value="words"><script>
        dialog.oncancel = (event) => { window.cancelled = (window.cancelled ?? 0) + 1;
          if (cancelled === 1) event.preventDefault(); }; dialog.showModal();</script>`),
    );
    await hand.send(...press('Escape'));
    expect(await hand.page.evaluate('[dialog.open, cancelled]')).toEqual([true, 1]);
    await hand.send(...press('Escape'));
    expect(await hand.page.evaluate('[dialog.open, cancelled]')).toEqual([false, 2]);
    await hand.page.evaluate('pop.showPopover()');
    await hand.send(...press('Escape'));
    expect(await hand.page.evaluate("pop.matches(':popover-open')")).toBe(false);
    await hand.page.focus('#search');
    await hand.send(...press('Escape'));
    expect(await value(hand, '#search')).toBe('');
  });
});

describe('[I3] Tab', { timeout }, () => {
  const order = `<button id="b2" tabindex="2">x</button><a id="a" href="#">a</a><a>none</a>
    <button disabled>x</button><button hidden>x</button><div inert><button>x</button></div>
    <button style="visibility: hidden">x</button><button tabindex="-1">x</button>
    <input type="radio" name="r"><input type="radio" name="r" id="chosen" checked>
    <div id="host"></div><iframe srcdoc="<button id='framed'>x</button>"></iframe>
    <details><summary id="summary">s</summary><button>closed</button></details>
    <div id="edit" contenteditable>e</div><button id="b1" tabindex="1">x</button><script>
    host.attachShadow({ mode: 'open' }).innerHTML = '<button id="shadowed">x</button>'</script>`;

  test('[I3] goes the order of the page, and around', async () => {
    const hand = await pages.open(page(order));
    const on: string[] = [];
    for (let count = 0; count < 10; count += 1) {
      await hand.send(...press('Tab'));
      on.push(await active(hand));
    }
    const wanted = ['b1', 'b2', 'a', 'chosen', 'shadowed', 'framed', 'summary', 'edit', 'b1', 'b2'];
    expect(on).toEqual(wanted);
    await hand.send(...times(3, 'Tab', shift));
    expect(await active(hand)).toBe('summary');
  });

  test('[I3] stays inside a modal dialog', async () => {
    const hand = await pages.open(
      page(
        '<button>out</button><dialog id="d"><button id="x">x</button><button id="y">y</button></dialog>',
      ),
    );
    await hand.page.evaluate('d.showModal()');
    await hand.send(...press('Tab'));
    expect(await active(hand)).toBe('y');
    await hand.send(...press('Tab'));
    expect(await active(hand)).toBe('x');
  });

  test('[I3] starts where the page was pressed, and selects the field it comes to', async () => {
    const hand = await pages.open(
      page('<button>first</button><p id="text">text</p><input id="field" value="all of it">'),
    );
    await hand.send(...clickAt(await hand.at('#text')), ...press('Tab'));
    expect(await active(hand)).toBe('field');
    await hand.send(...typed('x'));
    expect(await value(hand, '#field')).toBe('x');
  });
});

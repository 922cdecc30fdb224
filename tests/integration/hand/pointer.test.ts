import { describe, expect, test } from 'vitest';
import { useHandPages, type HandPage } from './handPage.ts';
import {
  clickAt,
  clicksAt,
  control,
  down,
  drag,
  inFrame,
  move,
  shift,
  up,
  wheel,
  type Unnumbered,
} from './messages.ts';
import { recorder } from './recorder.ts';

const pages = useHandPages();
const timeout = 20_000;

const page = (body: string): string => `<!doctype html><body style="margin: 0">${body}`;
const kinds = (log: string[]): string[] => log.map((line) => line.split(' ').slice(0, 2).join(' '));
const value = (hand: HandPage, selector: string): Promise<string> => hand.page.inputValue(selector);

async function selected(hand: HandPage): Promise<string> {
  return hand.page.evaluate(() => getSelection()?.toString() ?? '');
}

async function range(hand: HandPage, selector: string): Promise<unknown> {
  return hand.page.$eval(selector, (field: HTMLInputElement) => [
    field.selectionStart,
    field.selectionEnd,
    document.activeElement === field,
  ]);
}

describe('[I3] where a message lands', { timeout }, () => {
  test('[I3] a point of the frame is a point of the viewport, to the pixel', async () => {
    const hand = await pages.open(page(''));
    await hand.send(move({ x: 0, y: 0 }), move({ x: 333, y: 421 }), move({ x: 1000, y: 700 }));
    expect(await hand.page.evaluate(() => window.hand.cursors)).toEqual([
      { x: 0, y: 0 },
      { x: 333, y: 421 },
      { x: 999, y: 699 },
    ]);
  });

  test('[I2] what a drag did between two frames reaches a page that draws', async () => {
    const hand = await pages.open(page('<canvas id="canvas" width="400" height="200"></canvas>'));
    await hand.page.evaluate(() => {
      const drawn: string[] = [];
      Object.assign(window, { drawn });
      document.querySelector('#canvas')?.addEventListener('pointermove', (event) => {
        for (const { clientX, clientY, buttons } of (event as PointerEvent).getCoalescedEvents())
          drawn.push([clientX, clientY, buttons].join());
      });
    });
    const trail = [20, 30].map((x) => inFrame({ x, y: 11 }));
    const at = { x: 40, y: 12 };
    await hand.send(move({ x: 10, y: 10 }), down({ x: 10, y: 10 }));
    await hand.send({ ...move(at, { buttons: 1 }), trail } as Unnumbered, up(at));
    expect(await hand.page.evaluate('drawn')).toEqual([
      ...['10,10,0', '20,11,1', '30,11,1', '40,12,1'],
    ]);
  });

  test('[I3] on a page zoomed by pinching, the part that shows', async () => {
    const hand = await pages.open(page('<div style="height: 3000px"></div>'));
    const devtools = await hand.page.context().newCDPSession(hand.page);
    await devtools.send('Input.synthesizePinchGesture', { x: 400, y: 300, scaleFactor: 2 });
    await hand.send(move({ x: 0, y: 0 }), move({ x: 500, y: 350 }));
    const places = await hand.page.evaluate(() => window.hand.cursors);
    expect(places.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [200, 150],
      [450, 325],
    ]);
    await devtools.send('Input.synthesizePinchGesture', { x: 400, y: 300, scaleFactor: 0.5 });
  });

  test('[I3] inside open shadow roots, the innermost element gets the event', async () => {
    const hand = await pages.open(
      page(`<div id="host"></div><script>
        const outer = host.attachShadow({ mode: 'open' });
        outer.innerHTML = '<p></p>';
        const inner = outer.firstChild.attachShadow({ mode: 'open' });
        inner.innerHTML = '<button style="width: 80px; height: 30px">In</button>';
        inner.firstChild.onclick = ({ detail, composedPath }) => (window.got = detail);
        document.onclick = ({ target }) => (window.seen = target.id);
      </script>`),
    );
    await hand.send(...clickAt({ x: 20, y: 30 }));
    expect(await hand.page.evaluate('[got, seen]')).toEqual([1, 'host']);
  });

  const frame = `<iframe id="frame" style="margin: 20px; border: 7px solid; padding: 11px"
    srcdoc="<body style='margin: 0'><button style='position: absolute; left: 50px; top: 40px;
      width: 30px; height: 30px'>In</button><input id='inner' style='position: absolute; top: 90px'>"></iframe>`;

  test('[I3] inside a frame of the same origin, in its own coordinates and classes', async () => {
    const hand = await pages.open(page(frame));
    await hand.page.evaluate(() => {
      const inner = document.querySelector('iframe')!.contentWindow as Window & typeof globalThis;
      inner.document.addEventListener('click', (event) => {
        const own = event instanceof inner.PointerEvent && event.view === inner;
        Object.assign(window, { got: [event.clientX, event.clientY, own] });
      });
    });
    await hand.send(...clickAt({ x: 20 + 7 + 11 + 60, y: 20 + 7 + 11 + 55 }));
    expect(await hand.page.evaluate('got')).toEqual([60, 55, true]);
  });

  test('[I3] a frame drawn at half its size is hit where it is drawn', async () => {
    const hand = await pages.open(page(frame));
    await hand.page.evaluate(() => {
      const element = document.querySelector('iframe')!;
      element.style.cssText += 'transform: scale(0.5); transform-origin: 0 0';
      element.contentDocument!.querySelector('button')!.onclick = ({ clientX }) =>
        Object.assign(window, { got: clientX });
    });
    await hand.send(...clickAt({ x: 20 + (7 + 11 + 60) / 2, y: 20 + (7 + 11 + 55) / 2 }));
    expect(await hand.page.evaluate('got')).toBe(60);
  });

  test('[I3] typing goes into the field of a frame', async () => {
    const hand = await pages.open(page(frame));
    await hand.send(...clickAt({ x: 60, y: 140 }), { type: 'text', text: 'inside' });
    expect(await hand.page.frameLocator('#frame').locator('#inner').inputValue()).toBe('inside');
  });

  test('[I3] a frame of another origin is refused, and so is the wheel over it', async () => {
    const hand = await pages.open(page('<iframe src="data:text/html,other"></iframe>'));
    const point = { x: 50, y: 50 };
    expect(await hand.send(...clickAt(point), wheel(point, 0, 10))).toEqual([
      'foreign-frame',
      'foreign-frame',
      'foreign-frame',
      'foreign-frame',
    ]);
  });
});

describe('[I3] the pointer and its buttons', { timeout }, () => {
  const boxes = page(`${recorder()}<div id="one" style="height: 50px">one</div>
    <div id="two" style="height: 50px">two</div><button id="three">three</button>`);
  const one = { x: 10, y: 20 };
  const two = { x: 10, y: 70 };

  test('[I3] a prevented pointerdown keeps the mouse events, the focus and the selection away', async () => {
    const hand = await pages.open(
      page(`${recorder()}<input id="field"><p id="text">words to select</p><script>
        text.onpointerdown = (event) => event.preventDefault();</script>`),
    );
    await hand.page.focus('#field');
    const at = await hand.at('#text', { x: 5, y: 8 });
    await hand.log();
    await hand.send(...drag(at, { x: at.x + 60, y: at.y }));
    expect(
      kinds(await hand.log()).filter((line) => /mouse(down|up)|focus|blur/.test(line)),
    ).toEqual([]);
    expect(await hand.page.evaluate(() => document.activeElement?.id)).toBe('field');
    expect(await selected(hand)).toBe('');
  });

  test('[I3] a prevented mousedown keeps the focus, not the click', async () => {
    const hand = await pages.open(boxes);
    await hand.page.evaluate(
      'three.onmousedown = () => false; three.onclick = () => (window.got = 1)',
    );
    await hand.send(...clickAt(await hand.at('#three')));
    expect(await hand.page.evaluate('[document.activeElement.id, window.got]')).toEqual(['', 1]);
  });

  test('[I3] pressed on one, let go on another: the click is their common ancestor’s', async () => {
    const hand = await pages.open(boxes);
    await hand.send(move(one), down(one), move(two, { buttons: 1 }));
    await hand.log();
    await hand.send(up(two));
    expect(kinds(await hand.log())).toEqual(['pointerup two', 'mouseup two', 'click body']);
  });

  test('[I3] a second button is a move with a changed button', async () => {
    const hand = await pages.open(boxes);
    await hand.send(move(one), down(one));
    await hand.log();
    await hand.send(down(one, { button: 1, others: 1 }), up(one, { button: 1, others: 1 }));
    const log = await hand.log();
    expect(kinds(log)).toEqual([
      ...['pointermove one', 'mousedown one', 'pointermove one', 'mouseup one', 'auxclick one'],
    ]);
    expect(log[0]).toContain('button=1 buttons=5');
  });

  test('[I3] a press comes after the hand was seen to go there', async () => {
    const hand = await pages.open(boxes);
    await hand.send(move(one));
    await hand.log();
    await hand.send(down(two));
    const log = kinds(await hand.log());
    expect(log.indexOf('pointermove two')).toBeLessThan(log.indexOf('pointerdown two'));
    expect(log[0]).toBe('pointerout one');
  });

  test('[I3] modifiers stand in every event', async () => {
    const hand = await pages.open(boxes);
    await hand.send(...clickAt(one, { modifiers: shift | control }));
    const log = (await hand.log()).filter((line) => /pointerdown|mouseup|click/.test(line));
    expect(log).toHaveLength(3);
    for (const line of log) expect(line).toContain('shiftKey=true ctrlKey=true');
  });

  test('[I3] the page may capture the pointer: moves outside come to the captor', async () => {
    const hand = await pages.open(boxes);
    await hand.page.evaluate(() => {
      const captor = document.querySelector('#one')!;
      captor.addEventListener('pointerdown', (event) =>
        captor.setPointerCapture((event as PointerEvent).pointerId),
      );
      captor.addEventListener('pointermove', (event) =>
        Object.assign(window, { has: captor.hasPointerCapture((event as PointerEvent).pointerId) }),
      );
    });
    await hand.send(move(one), down(one));
    await hand.log();
    await hand.send(move(two, { buttons: 1 }), up(two));
    const log = kinds(await hand.log());
    expect(log).toEqual([
      ...['pointermove one', 'mousemove one', 'pointerup one', 'mouseup one'],
      ...['lostpointercapture one', 'click one'],
    ]);
    expect(await hand.page.evaluate('[has, one.hasPointerCapture(1)]')).toEqual([true, false]);
    expect(await hand.page.evaluate(() => window.hand.thrown)).toEqual([]);
  });

  test('[I3] capture of an id that nobody has is still an error', async () => {
    const hand = await pages.open(boxes);
    await hand.send(move(one), down(one));
    const name = await hand.page.evaluate(() => {
      try {
        document.querySelector('#one')!.setPointerCapture(77);
        return 'none';
      } catch (failure) {
        return (failure as DOMException).name;
      }
    });
    expect(name).toBe('NotFoundError');
  });

  test('[I3] letting go of everything ends the press without a click', async () => {
    const hand = await pages.open(boxes);
    await hand.send(move(one), down(one));
    await hand.log();
    await hand.page.evaluate(() => window.hand.release());
    expect(kinds(await hand.log())).toEqual([
      ...['pointerup one', 'mouseup one'],
      ...['pointerout one', 'pointerleave one', 'pointerleave body', 'pointerleave html'],
      ...['mouseout one', 'mouseleave one', 'mouseleave body', 'mouseleave html'],
    ]);
    await hand.send(up(one));
    expect(kinds(await hand.log())).not.toContain('click one');
  });

  test('[I3] a handler that throws or removes its element stops nothing', async () => {
    const hand = await pages.open(boxes);
    await hand.page.evaluate("one.onpointerdown = () => { one.remove(); throw new Error('page') }");
    expect(await hand.send(...clickAt(one), ...clickAt(one))).not.toContain('not-a-message');
    expect(await hand.page.evaluate(() => window.hand.thrown)).toEqual(['Uncaught Error: page']);
  });
});

describe('[I3] what a press does by itself', { timeout }, () => {
  test('[I3] activation: link, label, summary, checkbox, radio, submit', async () => {
    const hand = await pages.open(
      page(`<a id="link" href="#there">link</a> <label id="label">label <input type="checkbox" id="box">
        </label><details id="details"><summary>summary</summary></details>
        <input type="radio" id="radio"><form id="form"><button id="send" name="by" value="b">Send</button>
        </form><script>form.onsubmit = (event) => {
          window.by = event.submitter.value; event.preventDefault(); }</script>`),
    );
    for (const place of ['#link', '#label', 'summary', '#radio', '#send']) {
      await hand.send(...clickAt(await hand.at(place)));
    }
    const state = '[location.hash, box.checked, details.open, radio.checked, window.by]';
    expect(await hand.page.evaluate(state)).toEqual(['#there', true, true, true, 'b']);
  });

  test('[I3] the caret goes where the text was pressed; a drag selects; Shift extends', async () => {
    const hand = await pages.open(
      page('<input id="field" style="font: 20px monospace" value="abcdefghij">'),
    );
    const left = await hand.at('#field', { x: 3 + 12.04 * 2, y: 12 });
    const right = await hand.at('#field', { x: 3 + 12.04 * 6, y: 12 });
    await hand.send(...clickAt(left));
    expect(await range(hand, '#field')).toEqual([2, 2, true]);
    await hand.send(...clickAt(right, { modifiers: shift }));
    expect(await range(hand, '#field')).toEqual([2, 6, true]);
    await hand.send(...drag(right, left));
    expect(await range(hand, '#field')).toEqual([2, 6, true]);
    await hand.send({ type: 'text', text: 'X' });
    expect(await value(hand, '#field')).toBe('abXghij');
  });

  test('[I3] twice selects a word, three times a line, in fields and on the page', async () => {
    const hand = await pages.open(
      page(
        '<textarea id="area">first line\nsecond line</textarea><p id="text">some <b>bold</b> words</p>',
      ),
    );
    const area = await hand.at('#area', { x: 12, y: 8 });
    await hand.send(...clicksAt(area, 2));
    expect(await range(hand, '#area')).toEqual([0, 5, true]);
    await hand.send(...clicksAt(area, 3));
    expect(await range(hand, '#area')).toEqual([0, 10, true]);
    await hand.send(...clicksAt(await hand.at('#text', { x: 12, y: 8 }), 2));
    expect(await selected(hand)).toBe('some');
    await hand.send(...clicksAt(await hand.at('b'), 3));
    expect(await selected(hand)).toBe('some bold words');
  });

  test('[I3] e-mail and number fields, which tell no selection, take a caret too', async () => {
    const style = 'style="font: 20px monospace; appearance: textfield"';
    const hand = await pages.open(
      page(
        `<input id="mail" type="email" ${style} value="ab@cd.ef"><input id="count" type="number" ${style} value="1234">`,
      ),
    );
    await hand.send(...clickAt(await hand.at('#mail', { x: 3 + 24, y: 12 })), {
      type: 'text',
      text: 'X',
    });
    await hand.send(...clickAt(await hand.at('#count', { x: 3 + 12, y: 12 })), {
      type: 'text',
      text: '9',
    });
    expect([await value(hand, '#mail'), await value(hand, '#count')]).toEqual([
      'abX@cd.ef',
      '19234',
    ]);
  });

  test('[I3] text of the page is selected by dragging, unless it says not to', async () => {
    const hand = await pages.open(
      page('<p id="yes">select me</p><p id="no" style="user-select: none">leave me</p>'),
    );
    const from = await hand.at('#yes', { x: 0, y: 8 });
    await hand.send(...drag(from, { x: from.x + 300, y: from.y }));
    expect(await selected(hand)).toBe('select me');
    const other = await hand.at('#no', { x: 0, y: 8 });
    await hand.send(...drag(other, { x: other.x + 300, y: other.y }));
    expect(await selected(hand)).not.toContain('leave');
  });

  test('[I3] a range follows the pointer with input, and tells the change at the end', async () => {
    const hand = await pages.open(
      page(
        `${recorder()}<input id="slider" type="range" value="0" style="width: 216px; margin: 0">`,
      ),
    );
    const from = await hand.at('#slider', { x: 8, y: 8 });
    await hand.send(...drag(from, { x: from.x + 150, y: from.y }));
    expect(await value(hand, '#slider')).toBe('75');
    const log = kinds(await hand.log()).filter((line) => /^(input|change)/.test(line));
    expect(log).toEqual(['input slider', 'input slider', 'change slider']);
  });

  test('[I3] an open list takes the option pressed, with Control another', async () => {
    const hand = await pages.open(
      page(`<select id="list" multiple size="4"><option>a</option><option>b</option>
        <option disabled>c</option><option>d</option></select><script>
        list.onchange = () => (window.changes = (window.changes ?? 0) + 1)</script>`),
    );
    const options = await hand.page.$$eval('option', (all) =>
      all.map((option) => option.getBoundingClientRect().top + 5),
    );
    const at = (index: number) => ({ x: 10, y: Math.round(options[index] ?? 0) });
    await hand.send(
      ...clickAt(at(0)),
      ...clickAt(at(3), { modifiers: control }),
      ...clickAt(at(2)),
    );
    const chosen = '[[...list.selectedOptions].map(({ text }) => text).join(), changes]';
    expect(await hand.page.evaluate(chosen)).toEqual(['a,d', 2]);
  });

  test('[I3] draggable elements: start, enter, over, drop with the data, end', async () => {
    const hand = await pages.open(
      page(`${recorder(['drag'])}<div id="card" draggable="true" style="height: 50px">card</div>
        <div id="slot" style="height: 50px">slot</div><script>
        card.ondragstart = ({ dataTransfer }) => {
          dataTransfer.setData('text/plain', 'the card'); dataTransfer.effectAllowed = 'move'; };
        slot.ondragover = (event) => { event.preventDefault(); event.dataTransfer.dropEffect = 'move'; };
        slot.ondrop = ({ dataTransfer }) => (window.got = dataTransfer.getData('text/plain'));
        card.ondragend = ({ dataTransfer }) => (window.effect = dataTransfer.dropEffect);</script>`),
    );
    await hand.send(...drag({ x: 20, y: 20 }, { x: 20, y: 80 }));
    const log = kinds(await hand.log()).filter((line) =>
      /^(drag|drop|click|pointer(cancel|up))/.test(line),
    );
    expect(log).toEqual([
      ...['dragstart card', 'pointercancel card', 'dragenter slot', 'dragover slot'],
      ...['dragover slot', 'drop slot', 'dragend card'],
    ]);
    expect(await hand.page.evaluate('[got, effect]')).toEqual(['the card', 'move']);
  });
});

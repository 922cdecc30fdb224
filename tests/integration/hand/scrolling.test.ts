import { describe, expect, test } from 'vitest';
import { useHandPages } from './handPage.ts';
import { clickAt, control, drag, move, press, shift, wheel } from './messages.ts';

const pages = useHandPages({ scrollBars: true });
const timeout = 20_000;

const page = (body: string): string => `<!doctype html><body style="margin: 0">${body}`;

describe('[I3] the wheel', { timeout }, () => {
  const nested = page(`<div id="outer" style="height: 200px; overflow: auto"><div id="inner"
    style="height: 100px; overflow: auto"><div style="height: 160px"></div></div>
    <div style="height: 400px"></div></div><div style="height: 2000px"></div>`);
  const point = { x: 50, y: 50 };
  const tops = '[inner.scrollTop, outer.scrollTop, scrollY]';

  test('[I3] the nearest scroller that can still go, then the next, then the page', async () => {
    const hand = await pages.open(nested);
    await hand.send(wheel(point, 0, 60));
    expect(await hand.page.evaluate(tops)).toEqual([60, 0, 0]);
    await hand.send(wheel(point, 0, 30));
    expect(await hand.page.evaluate(tops)).toEqual([60, 30, 0]);
    await hand.send(wheel({ x: 50, y: 400 }, 0, 120));
    expect(await hand.page.evaluate(tops)).toEqual([60, 30, 120]);
    await hand.send(wheel(point, 0, -10));
    expect(await hand.page.evaluate(tops)).toEqual([60, 20, 120]);
  });

  test('[I3] prevented, or with Control, nothing scrolls', async () => {
    const hand = await pages.open(nested);
    await hand.send(wheel(point, 0, 60, control));
    await hand.page.evaluate(
      'inner.onwheel = (event) => (event.preventDefault(), window.delta = event.deltaY)',
    );
    await hand.send(wheel(point, 0, 50));
    expect(await hand.page.evaluate(`[...${tops}, delta]`)).toEqual([0, 0, 0, 50]);
  });

  test('[I3] from inside a frame on to the page, and not where scrolling is contained', async () => {
    const hand = await pages.open(
      page(`<iframe srcdoc="short"></iframe><div id="contained" style="height: 50px; overflow: auto;
        overscroll-behavior: contain"><div style="height: 60px"></div></div><div style="height: 2000px">`),
    );
    const contained = await hand.at('#contained');
    await hand.send(wheel(contained, 0, 200), wheel(contained, 0, 200));
    expect(await hand.page.evaluate('scrollY')).toBe(0);
    await hand.send(wheel(point, 0, 70));
    expect(await hand.page.evaluate('scrollY')).toBe(70);
  });
});

describe('[I3] scroll bars', { timeout }, () => {
  test('[I3] a scroll bar is dragged by its thumb', async () => {
    const hand = await pages.open(
      page(`<style>::-webkit-scrollbar { width: 15px }</style><div id="box" style="width: 100px;
        height: 100px; overflow-y: scroll"><div style="height: 1000px"></div></div>`),
    );
    const bar = await hand.page.$eval(
      '#box',
      (box: HTMLElement) => box.offsetWidth - box.clientWidth,
    );
    expect(bar).toBe(15);
    await hand.send(...drag({ x: 92, y: 5 }, { x: 92, y: 25 }));
    expect(await hand.page.$eval('#box', ({ scrollTop }) => scrollTop)).toBe(200);
  });

  test('[I3] so is the page’s own, and the page gets no click for it', async () => {
    const hand = await pages.open(
      page(
        '<div style="height: 6300px"></div><script>onclick = () => (window.clicked = 1)</script>',
      ),
    );
    await hand.send(...drag({ x: 995, y: 10 }, { x: 995, y: 110 }));
    expect(await hand.page.evaluate('[scrollY, window.clicked]')).toEqual([900, undefined]);
  });
});

describe('[I3] scrolling by keys', { timeout }, () => {
  test('[I3] arrows, Page, Space, Home and End scroll what has the focus', async () => {
    const hand = await pages.open(page('<div style="height: 5000px"></div>'));
    const at: unknown[] = [];
    for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'Home', ' ', 'End', 'PageUp']) {
      await hand.send(...press(key));
      at.push(await hand.page.evaluate('Math.round(scrollY)'));
    }
    await hand.send(...press(' ', shift));
    at.push(await hand.page.evaluate('Math.round(scrollY)'));
    expect(at).toEqual([40, 0, 613, 0, 613, 4300, 3688, 3076]);
  });

  test('[I3] where nothing has the focus, the scroller last pressed', async () => {
    const hand = await pages.open(
      page(
        '<div id="box" style="height: 100px; overflow: auto"><p style="height: 900px">text</p></div>',
      ),
    );
    await hand.send(move({ x: 5, y: 5 }), ...clickAt({ x: 30, y: 30 }), ...press('ArrowDown'));
    expect(await hand.page.evaluate('box.scrollTop')).toBe(40);
  });
});

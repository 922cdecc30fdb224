import type { Page } from 'playwright';

/** An event of a hand: what it was, where, and when by the machine's one clock, in ms. */
export interface Noted {
  type: string;
  /** The key, or the button. */
  what: string;
  /** In CSS px of the window. */
  x: number;
  at: number;
}

type Recording = typeof globalThis & { handNoted: Noted[] };

/**
 * Writes down what a hand does on a page, from now on and before anybody else there hears of it: a
 * person's own where it is trusted, the technician's where it is not.
 *
 * @param target what it is done to, by selector; everything, where there is none
 */
export async function recordHand(
  page: Page,
  { trusted, target }: { trusted: boolean; target?: string },
): Promise<void> {
  await page.evaluate(
    ({ isTrusted, selector }) => {
      const handNoted: Noted[] = [];
      Object.assign(globalThis, { handNoted });
      const note = (event: Event): void => {
        if (event.isTrusted !== isTrusted) return;
        const at = performance.timeOrigin + performance.now();
        const { type } = event;
        if (event instanceof KeyboardEvent) handNoted.push({ type, what: event.key, x: 0, at });
        if (event instanceof PointerEvent) {
          handNoted.push({ type, what: String(event.button), x: event.clientX, at });
        }
      };
      const on: EventTarget | null = selector ? document.querySelector(selector) : window;
      for (const type of ['pointermove', 'pointerdown', 'pointerup', 'keydown', 'keyup']) {
        on?.addEventListener(type, note, { capture: true });
      }
    },
    { isTrusted: trusted, selector: target ?? null },
  );
}

/** What was written down since it was last asked for. */
export function takeNoted(page: Page): Promise<Noted[]> {
  return page.evaluate(() => (globalThis as Recording).handNoted.splice(0));
}

/** Waits until so many strokes were written down. */
export async function waitForStrokes(page: Page, count: number, timeoutMs = 15_000): Promise<void> {
  await page.waitForFunction(
    (least) => {
      const { handNoted } = globalThis as Recording;
      return handNoted.filter(({ type }) => type !== 'pointermove').length >= least;
    },
    count,
    { timeout: timeoutMs },
  );
}

/** Gives the shared page something large to press and to type into. */
export async function addTarget(page: Page): Promise<void> {
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'hand-target';
    field.setAttribute('aria-label', 'Target of the hand');
    field.style.cssText =
      'position:fixed;left:40px;top:240px;width:600px;height:240px;z-index:1;resize:none;background:#fff;color:#000';
    document.body.append(field);
  });
}

export const handTarget = '#hand-target';

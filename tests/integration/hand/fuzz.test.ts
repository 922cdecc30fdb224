import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxTextBytes } from '@beside/shared/protocol/input';
import { complexPage } from './complexPage.ts';
import { useHandPages } from './handPage.ts';
import type { Unnumbered } from './messages.ts';

const pages = useHandPages();

const u16 = fc.integer({ min: 0, max: 65_535 });
// Where the page's controls are, more often than where they are not.
const y = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 30_000 }) }, u16);
const u8 = fc.integer({ min: 0, max: 255 });
const button = fc.integer({ min: 0, max: 4 });
const clicks = fc.integer({ min: 0, max: 4 });
const modifiers = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  fc.integer({ min: 0, max: 15 }),
  u8,
);
const delta = fc.integer({ min: -32_768, max: 32_767 });

const names = [
  ...['Tab', 'Enter', ' ', 'Escape', 'Backspace', 'Delete', 'Insert', 'Home', 'End', 'PageUp'],
  ...['PageDown', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Shift', 'Control', 'F5'],
  ...[
    'a',
    'b',
    'c',
    'x',
    'y',
    'z',
    '1',
    'é',
    '😀',
    'Dead',
    'Unidentified',
    'toString',
    '__proto__',
  ],
];
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  fc.string({ maxLength: 8 }),
);
const code = fc.oneof(
  fc.constantFrom('', 'KeyA', 'Space', 'Enter', 'Numpad5'),
  fc.stringMatching(/^\w{0,12}$/),
);
const location = fc.integer({ min: 0, max: 3 });
const composed = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((word) => new TextEncoder().encode(word).byteLength <= maxTextBytes);

const place = { x: u16, y, modifiers };
const keyed = { key, code, modifiers, location, repeat: fc.boolean() };
const is = <T extends string>(type: T) => fc.constant(type);

const gesture: fc.Arbitrary<Unnumbered[]> = fc.record(place).map((at) => [
  { type: 'move', ...at, buttons: 0, after: 0 },
  { type: 'down', ...at, button: 0, buttons: 1, clicks: 1 },
  { type: 'up', ...at, button: 0, buttons: 0, clicks: 1 },
]);
const single: fc.Arbitrary<Unnumbered> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: is('move'), ...place, buttons: u8, after: fc.constant(0) }),
  },
  { weight: 4, arbitrary: fc.record({ type: is('down'), ...place, button, buttons: u8, clicks }) },
  { weight: 4, arbitrary: fc.record({ type: is('up'), ...place, button, buttons: u8, clicks }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: is('wheel'), ...place, deltaX: delta, deltaY: delta }),
  },
  { weight: 8, arbitrary: fc.record({ type: is('key-down'), ...keyed }) },
  { weight: 6, arbitrary: fc.record({ type: is('key-up'), ...keyed }) },
  { weight: 2, arbitrary: fc.record({ type: is('text'), text: composed }) },
  { weight: 1, arbitrary: fc.record({ type: is('release') }) },
);
const messages = fc
  .array(fc.oneof({ weight: 3, arbitrary: single.map((one) => [one]) }, gesture), {
    minLength: 40,
    maxLength: 120,
    size: 'max',
  })
  .map((lists) => lists.flat());

const limitMs = Number(process.env['BESIDE_FUZZ_MS'] ?? 15_000);

describe('[I3] any messages at all', () => {
  test(
    '[I3] throw nothing and touch nothing that is guarded or private',
    { timeout: limitMs + 30_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(messages, async (list) => {
          const hand = await pages.open(complexPage);
          await hand.send(...list);
          await hand.page.evaluate(() => window.hand.release());
          expect(await hand.page.evaluate('harm()')).toEqual({
            touched: 0,
            which: [],
            state: 'same',
          });
          const own = (message: string): boolean => !message.endsWith('Error: page');
          expect((await hand.page.evaluate(() => window.hand.thrown)).filter(own)).toEqual([]);
        }),
        {
          endOnFailure: true,
          interruptAfterTimeLimit: limitMs,
          numRuns: Number(process.env['BESIDE_FUZZ_RUNS'] ?? 10),
        },
      );
    },
  );
});

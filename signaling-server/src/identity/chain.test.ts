import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonical,
  firstHash,
  linkText,
  verifyChain,
  type Head,
  type JsonObject,
  type Link,
} from '@beside/shared/domain/chain';
import { sha256 } from './logKey.ts';

function chainOf(rows: readonly JsonObject[]): { links: Link[]; head: Head } {
  let hash = firstHash;
  const links = rows.map((row) => ({ row, hash: (hash = sha256(linkText(hash, row))) }));
  return { links, head: { rows: links.length, hash } };
}

const build = (count: number, salt = ''): Link[] =>
  chainOf(
    Array.from({ length: count }, (_, at) => ({
      ...{ account: 'a', seq: at + 1, at: 1000 + at, by: at % 3 ? `user ${at % 3}` : null },
      ...{ act: 'team-changed', subject: { kind: 'team', id: `${salt}${at}` }, detail: {} },
    })),
  ).links;

const whole = build(60);
const head: Head = { rows: whole.length, hash: whole.at(-1)!.hash };
const other = build(61, 'other ');

/** A row as a careful forger leaves it: with the hash that it should have. */
const rehashed = (links: Link[], at: number, row: JsonObject): Link[] =>
  links.with(at, { row, hash: sha256(linkText(links[at - 1]?.hash ?? firstHash, row)) });

const place = fc.nat(whole.length - 1);
const alteration: fc.Arbitrary<Link[]> = fc.oneof(
  fc
    .tuple(
      place,
      fc.constantFrom('at', 'by', 'act', 'subject', 'detail', 'account'),
      fc.json(),
      fc.boolean(),
    )
    .map(([at, name, text, hides]) => {
      const row = { ...whole[at]!.row, [name]: `altered ${text}` };
      return hides ? rehashed(whole, at, row) : whole.with(at, { ...whole[at]!, row });
    }),
  fc
    .tuple(place, fc.string({ minLength: 64, maxLength: 64 }))
    .map(([at, hash]) => whole.with(at, { ...whole[at]!, hash })),
  fc.tuple(place, fc.integer({ min: 1, max: 5 })).map(([at, count]) => whole.toSpliced(at, count)),
  fc
    .tuple(place, place)
    .filter(([one, two]) => one !== two)
    .map(([one, two]) => whole.with(one, whole[two]!).with(two, whole[one]!)),
  fc.tuple(place, fc.nat(60)).map(([at, from]) => whole.toSpliced(at, 0, other[from]!)),
  fc.integer({ min: 0, max: whole.length - 1 }).map((count) => whole.slice(0, count)),
  // All of it made anew, and more put behind the end.
  fc.constant(other.slice(0, whole.length)),
  fc.constant(
    chainOf([...whole.map(({ row }) => row), { ...whole[0]!.row, seq: whole.length + 1 }]).links,
  ),
);

test('[M5][X5] of 1,000 alterations of a chain all are found', async () => {
  expect(await verifyChain(whole, sha256, head)).toEqual({ ok: true, ...head });
  await fc.assert(
    fc.asyncProperty(alteration, async (links) => {
      expect((await verifyChain(links, sha256, head)).ok).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('[M5] it is told where the first fault is, and which', async () => {
  const row = { ...whole[4]!.row, at: 0 };
  const check = (links: Link[], end?: Head) => verifyChain(links, sha256, end);
  expect(await check(whole.with(4, { ...whole[4]!, row }))).toEqual({
    ...{ ok: false, why: 'changed', at: 5 },
  });
  // What hides a change in its own row shows in the next.
  expect(await check(rehashed(whole, 4, row))).toEqual({ ok: false, why: 'changed', at: 6 });
  expect(await check(whole.toSpliced(9, 1))).toEqual({ ok: false, why: 'order', at: 10 });
  expect(await check(whole.slice(0, 20), head)).toEqual({ ok: false, why: 'end', at: 20 });
  expect(await check([])).toEqual({ ok: true, rows: 0, hash: firstHash });
});

test('[M5] a value is written down in one way, whatever the order it came in', () => {
  expect(canonical({ b: 1, a: [true, null, 'é"\n'], '10': 2, '9': 3 })).toBe(
    '{"10":2,"9":3,"a":[true,null,"é\\"\\n"],"b":1}',
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value as JsonObject);
      expect(canonical(JSON.parse(text) as JsonObject)).toBe(text);
    }),
  );
  expect(() => canonical(Number.NaN)).toThrow(RangeError);
});

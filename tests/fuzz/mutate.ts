import type { Random } from './random.ts';

type Json = unknown;

const deep = (levels: number): Json => {
  let value: Json = 0;
  for (let at = 0; at < levels; at += 1) value = at % 2 === 0 ? [value] : { a: value };
  return value;
};

/** What has broken programs before. */
const nasty: ((random: Random) => Json)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.5,
  () => 2 ** 53,
  () => -(2 ** 63),
  () => 1e308,
  () => '',
  () => ' ',
  () => '0',
  () => '\u0000',
  () => '\ud800',
  () => '\u202e\u2066\ufeff',
  () => '👩‍👩‍👧‍👦'.repeat(50),
  () => `Z${'\u0301'.repeat(2000)}`,
  () => '__proto__',
  () => 'constructor',
  () => "'; drop table requests; --",
  () => '../../../../etc/passwd',
  () => '${7*7}{{7*7}}<script>',
  () => 'javascript:alert(1)',
  () => '1970-01-01T00:00:00Z',
  ({ below }) => 'x'.repeat(1 + below(60_000)),
  ({ below }) => 'a'.repeat(below(30_000)) + '!',
  () => [],
  () => ({}),
  ({ below }) => Array.from({ length: 1 + below(5_000) }, (_, at) => at),
  ({ below }) => deep(1 + below(3_000)),
  () => JSON.parse('{"__proto__":{"party":"technician","isAdmin":true}}') as Json,
  () => ({ constructor: { prototype: { ok: true } } }),
  () => ({ toString: 1, valueOf: null, hasOwnProperty: 0, then: 'x', toJSON: {} }),
  () => ({ length: 2 ** 32 }),
  () => ({ $ne: null, $gt: '' }),
  ({ below }) =>
    Object.fromEntries(Array.from({ length: below(2_000) }, (_, at) => [`k${at}`, at])),
];

/**
 * The same in other words: one place of it, or the whole, is something else, missing or too much.
 *
 * @param value that JSON can say; it is not changed
 */
export function mutate(value: Json, random: Random): Json {
  const rounds = 1 + random.below(3);
  let result = structuredClone(value);
  for (let round = 0; round < rounds; round += 1) result = once(result, random);
  return result;
}

function once(value: Json, random: Random): Json {
  const isContainer = typeof value === 'object' && value !== null;
  if (!isContainer || random.next() < 0.15) return random.pick(nasty)(random);
  const keys = Object.keys(value);
  const holder = value as Record<string, Json>;
  const key = keys.length > 0 ? random.pick(keys) : 'x';
  switch (random.below(5)) {
    case 0: {
      if (Array.isArray(value)) value.splice(Number(key), 1);
      else Reflect.deleteProperty(value, key);
      return value;
    }
    case 1: {
      if (Array.isArray(value)) {
        value.push(random.pick(nasty)(random));
        return value as Json;
      }
      const extra = random.pick(['extra', '__proto__', 'constructor', 'accountId', 'party', key]);
      Object.defineProperty(value, extra, {
        value: random.pick(nasty)(random),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      return value;
    }
    case 2: {
      holder[key] = [holder[key], holder[key]];
      return value;
    }
    default: {
      holder[key] = random.next() < 0.5 ? once(holder[key], random) : random.pick(nasty)(random);
      return value;
    }
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTrailer, trailerLength, type SealMode } from '@beside/shared/protocol/sealing';
import { encodeBeat } from '@beside/shared/protocol/beat';
import { utf8, type Bytes } from './bytes.ts';
import { deriveContentKey, type Content } from './contentKey.ts';
import { Opener } from './opener.ts';
import { ReplayWindow } from './replayWindow.ts';
import { Sealer, sealParameters } from './sealer.ts';

const secretOf = (seed: number): Bytes => new Uint8Array(32).fill(seed);
const context = { requestId: 'request', owner: 'sharer', generation: 1 };

interface KeyOptions {
  seed?: number;
  generation?: number;
  owner?: string;
  content?: Content;
  mode?: SealMode;
}
async function keyFor(options: KeyOptions = {}) {
  const { seed = 1, generation = 1, owner = 'sharer' } = options;
  const { content = 'messages', mode = 'sealed' } = options;
  const key = await deriveContentKey(secretOf(seed), content, { ...context, owner, generation });
  return { owner, generation, mode, content: key };
}

/** A sealer and an opener that have the same key. */
async function pair() {
  const [sealer, opener] = [new Sealer(), new Opener()];
  const key = await keyFor();
  sealer.setKey(key);
  opener.setKey(key);
  return { sealer, opener };
}

async function sealed(sealer: Sealer, text: string, clear = 0): Promise<Bytes> {
  const bytes = await sealer.seal(1, 'keys', utf8(text), clear);
  if (!bytes) throw new Error('there is no key');
  return bytes;
}
const text = (bytes: Bytes | null): string | null => bytes && new TextDecoder().decode(bytes);

describe('[E4] what is sealed', () => {
  it('comes out as it went in, once, with what had to stay readable in front', async () => {
    const { sealer, opener } = await pair();
    const bytes = await sealed(sealer, 'header and secret', 6);
    expect(text(bytes.slice(0, 6))).toBe('header');
    expect(text(bytes)).not.toContain('secret');
    expect(text(await opener.open('sharer', 'keys', bytes))).toBe('header and secret');
    expect(await opener.open('sharer', 'keys', bytes)).toBeNull();
  });
  it('may be empty, or nothing but what is readable', async () => {
    const { sealer, opener } = await pair();
    expect(text(await opener.open('sharer', 'keys', await sealed(sealer, '')))).toBe('');
    expect(text(await opener.open('sharer', 'keys', await sealed(sealer, 'abc', 3)))).toBe('abc');
  });
  it('is not opened after any change of any byte, the readable and the trailer included', async () => {
    const { sealer, opener } = await pair();
    const bytes = await sealed(sealer, 'header and secret', 6);
    for (let at = 0; at < bytes.byteLength; at += 1) {
      const changed = new Uint8Array(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, await opener.open('sharer', 'keys', changed)]).toEqual([at, null]);
    }
    // The window was not pushed on by any of them.
    expect(await opener.open('sharer', 'keys', bytes)).not.toBeNull();
  });
  it('is not opened when it is cut short anywhere', async () => {
    const { sealer, opener } = await pair();
    const bytes = await sealed(sealer, 'secret');
    for (let end = 0; end < bytes.byteLength; end += 1) {
      expect(await opener.open('sharer', 'keys', bytes.slice(0, end))).toBeNull();
    }
  });
  it('opens for nobody else, on no other channel, as no other kind of content', async () => {
    const { sealer, opener } = await pair();
    const bytes = await sealed(sealer, 'secret');
    expect(await opener.open('somebody', 'keys', bytes)).toBeNull();
    expect(await opener.open('sharer', 'moves', bytes)).toBeNull();
    const others = [{ seed: 2 }, { owner: 'somebody' }, { content: 'frames' as const }];
    for (const other of others) {
      const stranger = new Opener();
      const key = await keyFor(other);
      stranger.setKey(key);
      expect(await stranger.open(key.owner, 'keys', bytes)).toBeNull();
    }
  });
  it('is refused in clear where the sender seals, and taken where it said that it does not', async () => {
    const { opener } = await pair();
    expect(await opener.open('sharer', 'keys', utf8('clear'))).toBeNull();
    opener.setKey(await keyFor({ generation: 2, mode: 'open' }));
    expect(text(await opener.open('sharer', 'keys', utf8('clear')))).toBe('clear');
    expect(await opener.open('sharer', 'keys', await sealed((await pair()).sealer, 'x'))).not.toBe(
      null,
    );
  });
});

describe('[E6] generations', () => {
  it('the newest opens, the one before as well, older ones and ones not given do not', async () => {
    const { sealer, opener } = await pair();
    const first = [await sealed(sealer, '1a'), await sealed(sealer, '1b')];
    const second = await keyFor({ seed: 2, generation: 2 });
    sealer.setKey(second);
    const afterwards = [await sealed(sealer, '2a'), await sealed(sealer, '2b')];
    expect(await opener.open('sharer', 'keys', afterwards[0]!)).toBeNull();
    opener.setKey(second);
    expect(text(await opener.open('sharer', 'keys', afterwards[0]!))).toBe('2a');
    expect(text(await opener.open('sharer', 'keys', first[0]!))).toBe('1a');
    opener.setKey(await keyFor({ seed: 3, generation: 3 }));
    expect(text(await opener.open('sharer', 'keys', afterwards[1]!))).toBe('2b');
    expect(await opener.open('sharer', 'keys', first[1]!)).toBeNull();
  });
  it('whoever was forgotten is not opened any more', async () => {
    const { sealer, opener } = await pair();
    opener.forget('sharer');
    expect(await opener.open('sharer', 'keys', await sealed(sealer, 'late'))).toBeNull();
  });
});

it('[E5] no nonce comes twice, whatever is sealed in whatever order, under whatever keys', async () => {
  const step = fc.oneof(
    fc.record({ stream: fc.integer({ min: 1, max: 4 }), length: fc.integer({ max: 40, min: 0 }) }),
    fc.constant('renew' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const sealer = new Sealer();
      const key = await keyFor();
      sealer.setKey(key);
      const work = steps.map((next, at) => {
        if (next !== 'renew') return sealer.seal(next.stream, 'keys', new Uint8Array(next.length));
        // The same key under another number: even then nothing may repeat.
        sealer.setKey({ ...key, generation: at + 2 });
        return Promise.resolve(null);
      });
      const nonces = (await Promise.all(work)).flatMap((bytes) => {
        if (!bytes) return [];
        const trailer = bytes.slice(-trailerLength);
        expect(decodeTrailer(bytes)).toBeDefined();
        const { iv } = sealParameters(key.content.salt, trailer, 'keys', new Uint8Array());
        return [(iv as Uint8Array).join()];
      });
      expect(new Set(nonces).size).toBe(nonces.length);
    }),
    { numRuns: 60 },
  );
});

it('[E5] what arrives mixed up is taken once each, as long as it is no older than the window', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 400 }), (counters) => {
      const window = new ReplayWindow();
      const seen = new Set<number>();
      let highest = 0;
      for (const counter of counters) {
        const due = !seen.has(counter) && counter > highest - ReplayWindow.size;
        expect(window.isNew(counter)).toBe(due);
        if (!due) continue;
        window.note(counter);
        seen.add(counter);
        highest = Math.max(highest, counter);
      }
    }),
  );
});

it('[E4] a beat of 18 bytes goes out as 50', async () => {
  const { sealer } = await pair();
  const numbers = { seq: 1, echoSeq: 0, echoDelayMs: 0, epoch: 1 };
  const beat = encodeBeat({ ...numbers, wanted: 'direct', carrying: 'direct', paused: false });
  expect((await sealer.seal(1, 'beat', beat))?.byteLength).toBe(50);
});

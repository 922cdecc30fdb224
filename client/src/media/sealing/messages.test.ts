import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTrailer, trailerLength, type SealMode } from '@beside/shared/protocol/sealing';
import { encodeBeat } from '@beside/shared/protocol/beat';
import { utf8, type Bytes } from './bytes.ts';
import { deriveFrameKey, deriveMessageKey, type ContentKey } from './contentKey.ts';
import { FrameOpener, FrameSealer } from './frameCipher.ts';
import { MessageOpener, MessageSealer } from './messageCipher.ts';
import type { Opener } from './opener.ts';
import { ReplayWindow } from './replayWindow.ts';
import { sealParameters, type Sealer } from './sealer.ts';

const secretOf = (seed: number): Bytes => new Uint8Array(32).fill(seed);
const context = { requestId: 'request', owner: 'sharer', generation: 1 };

/** How one kind of content is sealed: at once, or by and by. */
interface Kind<Key> {
  derive(secret: Bytes, of: typeof context): Promise<ContentKey<Key>>;
  createSealer(): Sealer<Key> & {
    seal(stream: number, label: string, data: Bytes): Sealed;
  };
  createOpener(): Opener<Key> & { open(owner: string, label: string, data: Bytes): Sealed };
}
type Sealed = Bytes | null | Promise<Bytes | null>;

const frames: Kind<CryptoKey> = {
  derive: deriveFrameKey,
  createSealer: () => new FrameSealer(),
  createOpener: () => new FrameOpener(),
};
const messages: Kind<Bytes> = {
  derive: deriveMessageKey,
  createSealer: () => new MessageSealer(),
  createOpener: () => new MessageOpener(),
};

interface KeyOptions {
  seed?: number;
  generation?: number;
  owner?: string;
  mode?: SealMode;
}
async function keyFor<Key>({ derive }: Kind<Key>, options: KeyOptions = {}) {
  const { seed = 1, generation = 1, owner = 'sharer', mode = 'sealed' } = options;
  const content = await derive(secretOf(seed), { ...context, owner, generation });
  return { owner, generation, mode, content };
}

/** A sealer and an opener that have the same key. */
async function pair<Key>(kind: Kind<Key>) {
  const [sealer, opener] = [kind.createSealer(), kind.createOpener()];
  const key = await keyFor(kind);
  sealer.setKey(key);
  opener.setKey(key);
  return { sealer, opener };
}

type AnySealer = ReturnType<Kind<unknown>['createSealer']>;

async function sealed(sealer: Pick<AnySealer, 'seal'>, text: string): Promise<Bytes> {
  const bytes = await sealer.seal(1, 'keys', utf8(text));
  if (!bytes) throw new Error('there is no key');
  return bytes;
}
const text = (bytes: Bytes | null): string | null => bytes && new TextDecoder().decode(bytes);

describe('[E4] a frame', () => {
  it('comes out as it went in, with what had to stay readable in front', async () => {
    const { sealer, opener } = await pairOfFrames();
    const bytes = await sealedWith(sealer, 6);
    expect(text(bytes.slice(0, 6))).toBe('header');
    expect(text(bytes)).not.toContain('secret');
    expect(text(await opener.open('sharer', 'video', bytes))).toBe('header and secret');
  });
  it('may be nothing but what is readable', async () => {
    const { sealer, opener } = await pairOfFrames();
    const bytes = await sealedWith(sealer, 17);
    expect(text(await opener.open('sharer', 'video', bytes))).toBe('header and secret');
  });
  it('is not opened after any change of what is readable', async () => {
    const { sealer, opener } = await pairOfFrames();
    const bytes = await sealedWith(sealer, 6);
    for (let at = 0; at < 6; at += 1) {
      const changed = new Uint8Array(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, await opener.open('sharer', 'video', changed)]).toEqual([at, null]);
    }
  });
  it('is taken once, even if it comes twice while it is being opened', async () => {
    const { sealer, opener } = await pairOfFrames();
    const bytes = await sealedWith(sealer, 6);
    const both = [0, 1].map(() => opener.open('sharer', 'video', bytes));
    // Which of the two is opened first is the threads' affair.
    expect(new Set((await Promise.all(both)).map(text))).toEqual(
      new Set(['header and secret', null]),
    );
  });
  it('has no key of a message, nor a message one of a frame', async () => {
    const [frameKey, messageKey] = [await keyFor(frames), await keyFor(messages)];
    expect([...frameKey.content.salt]).not.toEqual([...messageKey.content.salt]);
  });
});

async function pairOfFrames() {
  const [sealer, opener, key] = [new FrameSealer(), new FrameOpener(), await keyFor(frames)];
  sealer.setKey(key);
  opener.setKey(key);
  return { sealer, opener };
}
async function sealedWith(sealer: FrameSealer, clear: number): Promise<Bytes> {
  const bytes = await sealer.seal(1, 'video', utf8('header and secret'), clear);
  if (!bytes) throw new Error('there is no key');
  return bytes;
}

it('[E4] what is sealed at once the browser’s own cryptography opens, and the other way round', async () => {
  const { key: raw, salt } = await deriveMessageKey(secretOf(1), context);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const own = { owner: 'sharer', generation: 1, mode: 'sealed' } as const;
  const [browser, browsers] = [new FrameSealer(), new FrameOpener()];
  browser.setKey({ ...own, content: { key, salt } });
  browsers.setKey({ ...own, content: { key, salt } });
  const { sealer, opener } = await pair(messages);
  for (const length of [0, 1, 15, 16, 17, 50, 4_110]) {
    const data = crypto.getRandomValues(new Uint8Array(length));
    const atOnce = await sealer.seal(1, 'moves', data);
    const byBrowser = await browser.seal(1, 'moves', data);
    expect(atOnce).toEqual(byBrowser);
    expect(await browsers.open('sharer', 'moves', atOnce!)).toEqual(data);
    expect(await opener.open('sharer', 'moves', byBrowser!)).toEqual(data);
  }
});

it('[E4][I2] a message is sealed and opened within the call: a hand waits for no other thread', async () => {
  const { sealer, opener } = await pair(messages);
  const bytes = sealer.seal(1, 'moves', utf8('here'));
  expect(bytes).toBeInstanceOf(Uint8Array);
  expect(text(opener.open('sharer', 'moves', bytes as Bytes) as Bytes)).toBe('here');
});

function keepsTheRules<Key>(of: string, kind: Kind<Key>): void {
  describe(`[E4] what is sealed of ${of}`, () => {
    it('comes out as it went in, once', async () => {
      const { sealer, opener } = await pair(kind);
      const bytes = await sealed(sealer, 'secret');
      expect(text(bytes)).not.toContain('secret');
      expect(text(await opener.open('sharer', 'keys', bytes))).toBe('secret');
      expect(await opener.open('sharer', 'keys', bytes)).toBeNull();
    });
    it('may be empty', async () => {
      const { sealer, opener } = await pair(kind);
      expect(text(await opener.open('sharer', 'keys', await sealed(sealer, '')))).toBe('');
    });
    it('is not opened after any change of any byte, the trailer included', async () => {
      const { sealer, opener } = await pair(kind);
      const bytes = await sealed(sealer, 'secret');
      for (let at = 0; at < bytes.byteLength; at += 1) {
        const changed = new Uint8Array(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect([at, await opener.open('sharer', 'keys', changed)]).toEqual([at, null]);
      }
      // The window was not pushed on by any of them.
      expect(await opener.open('sharer', 'keys', bytes)).not.toBeNull();
    });
    it('is not opened when it is cut short anywhere', async () => {
      const { sealer, opener } = await pair(kind);
      const bytes = await sealed(sealer, 'secret');
      for (let end = 0; end < bytes.byteLength; end += 1) {
        expect(await opener.open('sharer', 'keys', bytes.slice(0, end))).toBeNull();
      }
    });
    it('opens for nobody else, and on no other channel', async () => {
      const { sealer, opener } = await pair(kind);
      const bytes = await sealed(sealer, 'secret');
      expect(await opener.open('somebody', 'keys', bytes)).toBeNull();
      expect(await opener.open('sharer', 'moves', bytes)).toBeNull();
      for (const other of [{ seed: 2 }, { owner: 'somebody' }]) {
        const stranger = kind.createOpener();
        const key = await keyFor(kind, other);
        stranger.setKey(key);
        expect(await stranger.open(key.owner, 'keys', bytes)).toBeNull();
      }
    });
    it('is refused in clear where the sender seals, and taken where it said that it does not', async () => {
      const { opener } = await pair(kind);
      expect(await opener.open('sharer', 'keys', utf8('clear'))).toBeNull();
      opener.setKey(await keyFor(kind, { generation: 2, mode: 'open' }));
      expect(text(await opener.open('sharer', 'keys', utf8('clear')))).toBe('clear');
      expect(
        await opener.open('sharer', 'keys', await sealed((await pair(kind)).sealer, 'x')),
      ).not.toBe(null);
    });
  });

  describe(`[E6] generations of keys for ${of}`, () => {
    it('the newest opens, the one before as well, older ones and ones not given do not', async () => {
      const { sealer, opener } = await pair(kind);
      const first = [await sealed(sealer, '1a'), await sealed(sealer, '1b')];
      const second = await keyFor(kind, { seed: 2, generation: 2 });
      sealer.setKey(second);
      const afterwards = [await sealed(sealer, '2a'), await sealed(sealer, '2b')];
      expect(await opener.open('sharer', 'keys', afterwards[0]!)).toBeNull();
      opener.setKey(second);
      expect(text(await opener.open('sharer', 'keys', afterwards[0]!))).toBe('2a');
      expect(text(await opener.open('sharer', 'keys', first[0]!))).toBe('1a');
      opener.setKey(await keyFor(kind, { seed: 3, generation: 3 }));
      expect(text(await opener.open('sharer', 'keys', afterwards[1]!))).toBe('2b');
      expect(await opener.open('sharer', 'keys', first[1]!)).toBeNull();
    });
    it('whoever was forgotten is not opened any more', async () => {
      const { sealer, opener } = await pair(kind);
      opener.forget('sharer');
      expect(await opener.open('sharer', 'keys', await sealed(sealer, 'late'))).toBeNull();
    });
  });

  it(`[E5] no nonce of ${of} comes twice, whatever is sealed in whatever order, under whatever keys`, async () => {
    const step = fc.oneof(
      fc.record({
        stream: fc.integer({ min: 1, max: 4 }),
        length: fc.integer({ max: 40, min: 0 }),
      }),
      fc.constant('renew' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const sealer = kind.createSealer();
        const key = await keyFor(kind);
        sealer.setKey(key);
        const work = steps.map(async (next, at) => {
          if (next !== 'renew')
            return sealer.seal(next.stream, 'keys', new Uint8Array(next.length));
          // The same key under another number: even then nothing may repeat.
          sealer.setKey({ ...key, generation: at + 2 });
          return null;
        });
        const nonces = (await Promise.all(work)).flatMap((bytes) => {
          if (!bytes) return [];
          const trailer = bytes.slice(-trailerLength);
          expect(decodeTrailer(bytes)).toBeDefined();
          const { iv } = sealParameters(key.content.salt, trailer, 'keys', new Uint8Array());
          return [iv.join()];
        });
        expect(new Set(nonces).size).toBe(nonces.length);
      }),
      { numRuns: 60 },
    );
  });
}
keepsTheRules('a frame', frames);
keepsTheRules('a message', messages);

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
  const { sealer } = await pair(messages);
  const numbers = { seq: 1, echoSeq: 0, echoDelayMs: 0, epoch: 1 };
  const beat = encodeBeat({ ...numbers, wanted: 'direct', carrying: 'direct', paused: false });
  expect((await sealer.seal(1, 'beat', beat))?.byteLength).toBe(50);
});

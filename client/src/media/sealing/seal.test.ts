import { v4 as uuidV4, v7 as uuidV7 } from 'uuid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import type { Told } from '@beside/shared/protocol/contract';
import { decodeTrailer } from '@beside/shared/protocol/sealing';
import type { Signaling } from '../../signaling/signaling.ts';
import { Bond } from './bond.ts';
import { utf8, type Bytes } from './bytes.ts';
import { createSeal, type BondPart, type Seal } from './seal.ts';

const requestId = uuidV7() as RequestId;
const [toni, robin, masha] = [uuidV4(), uuidV4(), uuidV4()] as [UserId, UserId, UserId];
type Step = Told<'seal:step'>;
type Heard = { 'seal:step': Step; 'presence:changed': Told<'presence:changed'> };

let opened: Seal[] = [];
afterEach(() => {
  for (const seal of opened) seal.close();
  opened = [];
});

/** Stands in for the server: it knows who speaks, and can do with a step whatever it likes. */
function createServer(tamper: (step: Step) => Step | Step[] = (step) => step) {
  const pages = new Map<EndpointId, { by: UserId | null; heard: TypedEmitter<Heard> }>();
  const deliver = (step: Step): void => {
    for (const [endpoint, { by, heard }] of pages) {
      const isMeant = step.to === null ? by === toni : endpoint === step.to;
      if (isMeant && endpoint !== step.from) heard.emit('seal:step', structuredClone(step));
    }
  };
  return {
    deliver,
    gone(endpoint: EndpointId) {
      const presence = [...pages.keys()]
        .filter((other) => other !== endpoint)
        .map((other) => ({ endpoint: other, party: 'technician' as const }));
      for (const { heard } of pages.values())
        heard.emit('presence:changed', { requestId, presence });
    },
    /** @param can `false`: a browser that cannot seal frames */
    async page(by: UserId | null, partOf: (by: UserId | null) => BondPart, can = true) {
      const endpoint = uuidV4() as EndpointId;
      const heard = new TypedEmitter<Heard>();
      pages.set(endpoint, { by, heard });
      const signaling = {
        endpoint,
        on: (name: keyof Heard, listener: never) => heard.on(name, listener),
        notice: (_name: string, input: Omit<Step, 'from' | 'by'>) => {
          const told = [tamper({ ...input, from: endpoint, by })].flat();
          queueMicrotask(() => told.forEach(deliver));
        },
      } as unknown as Signaling;
      const frames = { tell: vi.fn(), seal: vi.fn(), open: vi.fn(), play: vi.fn(), close: vi.fn() };
      const seal = await createSeal({ signaling, requestId, partOf }, () =>
        Promise.resolve(can ? frames : null),
      );
      opened.push(seal);
      return { endpoint, seal };
    },
  };
}
type Page = Awaited<ReturnType<ReturnType<typeof createServer>['page']>>;

interface SessionOptions {
  /** Who may see what the customer shares. */
  allowed?: UserId[];
  tamper?: Parameters<typeof createServer>[0];
  /** Whether the technician's browser can seal frames. */
  can?: boolean;
}

/** The customer's page and that of the technician who has the request. */
async function session({ allowed = [toni, robin], tamper, can }: SessionOptions = {}) {
  const team = new Set(allowed);
  const server = createServer(tamper);
  const sharer = await server.page(null, (by) => (by && team.has(by) ? 'party' : null));
  const lead = await server.page(toni, (by) => (by === masha ? 'through' : null), can);
  lead.seal.agreeWith(sharer.endpoint);
  return { server, team, sharer, lead };
}

const stateOf = ({ seal }: Page) => seal.protection.state;
const send = ({ seal }: Page, text: string) => seal.sealMessage(1, 'keys', utf8(text));
const take = (at: Page, from: Page, bytes: Bytes | null): string | null => {
  const message = bytes && at.seal.openMessage(from.endpoint, 'keys', bytes);
  return message && new TextDecoder().decode(message);
};
/** Waits until what one sends is read by the other. */
async function expectToHear(at: Page, from: Page): Promise<void> {
  await expect.poll(() => take(at, from, send(from, 'hello')), { timeout: 5_000 }).toBe('hello');
}
const generation = (from: Page): number =>
  decodeTrailer(send(from, 'x') ?? new Uint8Array())?.generation ?? 0;

describe('[E2] two pages', () => {
  it('agree by themselves, have the same words, and read each other', async () => {
    const { sharer, lead } = await session();
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['sealed', 'sealed']);
    expect(sharer.seal.protection.pairs).toEqual([
      { by: toni, words: lead.seal.protection.pairs[0]?.words },
    ]);
    await expectToHear(lead, sharer);
    await expectToHear(sharer, lead);
  });
  it('[E1] a stranger to the live part is not answered, and reads nothing', async () => {
    const { server, sharer, lead } = await session({ allowed: [toni] });
    const stranger = await server.page(robin, () => null);
    stranger.seal.agreeWith(sharer.endpoint);
    await expectToHear(lead, sharer);
    expect(take(stranger, sharer, send(sharer, 'private'))).toBeNull();
    expect([stateOf(stranger), sharer.seal.protection.pairs.length]).toEqual(['agreeing', 1]);
  });
  it('agree again when the other page has begun anew, with other words', async () => {
    const { server, sharer, lead } = await session();
    await expect.poll(() => stateOf(sharer)).toBe('sealed');
    const before = sharer.seal.protection.pairs[0]?.words;
    lead.seal.close();
    const again = await server.page(toni, () => null);
    // The same person twice, for as long as the first page may still come back.
    again.seal.agreeWith(sharer.endpoint);
    await expectToHear(again, sharer);
    expect(sharer.seal.protection.pairs.at(-1)?.words).not.toEqual(before);
  });
});

describe('[E3] somebody in between', () => {
  const swapped = (step: Step): Step => {
    if (step.step.type !== 'answer') return step;
    const { step: answer, ...rest } = step;
    const key = `${answer.key.slice(0, -8)}AAAAAAA=`;
    return { ...rest, step: { ...answer, key } };
  };
  it('who swaps a key is found out, and both sides say so', async () => {
    const { sharer, lead } = await session({ tamper: swapped });
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['failed', 'failed']);
    expect(send(sharer, 'secret')).toBeNull();
  });
  it('who takes an ability away is found out: nothing becomes readable by it', async () => {
    const { sharer, lead } = await session({
      tamper: (step) =>
        'can' in step.step ? { ...step, step: { ...step.step, can: false } } : step,
    });
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['failed', 'failed']);
    expect(send(sharer, 'secret')).toBeNull();
  });
  it('[E7] who takes it away from one side alone gets nothing readable from the other either', async () => {
    for (const kind of ['answer', 'reveal']) {
      const { sharer, lead } = await session({
        tamper: (step) =>
          step.step.type === kind && 'can' in step.step
            ? { ...step, step: { ...step.step, can: false } }
            : step,
      });
      await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['failed', 'failed']);
      expect([send(sharer, 'secret'), send(lead, 'secret')]).toEqual([null, null]);
    }
  });
  it('who opens another key than was committed to is found out', async () => {
    const { sharer, lead } = await session({
      tamper: (step) =>
        step.step.type === 'reveal'
          ? { ...step, step: { ...step.step, nonce: `${'A'.repeat(43)}=` } }
          : step,
    });
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['failed', 'failed']);
  });

  /** Agrees with both sides in the other's name, and passes on what each of them says. */
  function createEavesdropper() {
    const server: { deliver?: (step: Step) => void } = {};
    const halves = new Map<EndpointId, Bond>();
    const read: string[] = [];
    const half = (as: EndpointId, by: UserId | null, id: string, to: EndpointId) => ({
      id,
      requestId,
      own: as,
      can: true,
      send: (_to: EndpointId | null, step: Step['step']) =>
        server.deliver?.({ requestId, from: as, by, to, bond: id, step }),
      changed: () => undefined,
      note: (_bond: Bond, note: Parameters<Bond['tell']>[0]) => {
        if (note.kind === 'key') read.push(note.owner);
        halves.get(as)?.tell(note);
      },
    });
    const tamper = ({ from, by, to, bond, step }: Step): Step[] => {
      if (to === null) return [];
      if (!halves.has(from)) {
        // `from` began: it is answered in the name of `to`, which is asked in the name of `from`.
        const remote = { endpoint: from, by };
        halves.set(from, Bond.answer(half(to, null, bond, from), remote));
        halves.set(to, Bond.begin(half(from, by, uuidV4(), to), to));
      }
      halves.get(from)?.receive({ endpoint: from, by }, step);
      return [];
    };
    return { tamper, server, read };
  }
  it('who agrees with both of them reads along, and their words differ', async () => {
    const eavesdropper = createEavesdropper();
    const { server, sharer, lead } = await session({ tamper: eavesdropper.tamper });
    eavesdropper.server.deliver = server.deliver;
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['sealed', 'sealed']);
    await expectToHear(lead, sharer);
    expect(eavesdropper.read).toContain(sharer.endpoint);
    const [ours] = sharer.seal.protection.pairs;
    const [theirs] = lead.seal.protection.pairs;
    expect(ours?.words).toHaveLength(4);
    expect(ours?.words).not.toEqual(theirs?.words);
  });
});

describe('[E6] whoever comes or goes', () => {
  it('joins with a new key, and leaves with one that opens nothing newer', async () => {
    const { server, team, sharer, lead } = await session();
    await expectToHear(lead, sharer);
    const alone = generation(sharer);
    const early = send(sharer, 'before the guest');

    const guest = await server.page(robin, () => null);
    guest.seal.agreeWith(sharer.endpoint);
    await expectToHear(guest, sharer);
    await expectToHear(lead, sharer);
    expect(generation(sharer)).toBeGreaterThan(alone);
    expect(take(guest, sharer, early)).toBeNull();
    expect(sharer.seal.protection.pairs.map(({ by }) => by)).toEqual([toni, robin]);

    const together = generation(sharer);
    team.delete(robin);
    sharer.seal.review();
    await expect.poll(() => generation(sharer)).toBeGreaterThan(together);
    const late = send(sharer, 'after the guest');
    expect(take(guest, sharer, late)).toBeNull();
    expect(take(lead, sharer, late)).toBe('after the guest');
    expect(sharer.seal.protection.pairs.map(({ by }) => by)).toEqual([toni]);
  });
  it('[T4] masked, gets the keys from whoever has the request; the sharer hears of nobody', async () => {
    const { server, sharer, lead } = await session();
    await expectToHear(lead, sharer);
    const alone = generation(sharer);
    const masked = await server.page(masha, () => null);
    masked.seal.agreeWith(null);
    await expectToHear(masked, sharer);
    expect(generation(sharer)).toBeGreaterThan(alone);
    expect(sharer.seal.protection.pairs.map(({ by }) => by)).toEqual([toni]);
    expect(masked.seal.protection.pairs).toEqual([
      { by: toni, words: lead.seal.protection.pairs.at(-1)?.words },
    ]);
  });
  it('a page that stays away is no party any more after a while, and not before', async () => {
    const { server, sharer, lead } = await session();
    await expectToHear(lead, sharer);
    const before = generation(sharer);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.gone(lead.endpoint);
    vi.advanceTimersByTime(29_000);
    expect(generation(sharer)).toBe(before);
    vi.advanceTimersByTime(2_000);
    vi.useRealTimers();
    await expect.poll(() => sharer.seal.protection.pairs).toEqual([]);
  });
  it('a key that was lost on its way is handed over again', async () => {
    let lost = 0;
    const { sharer, lead } = await session({
      tamper: (step) => {
        // The first envelope proves the agreement, and the next ones carry keys.
        if (step.step.type !== 'envelope' || step.by !== null) return step;
        lost += 1;
        return lost === 1 ? [] : step;
      },
    });
    await expectToHear(lead, sharer);
    expect(lost).toBeGreaterThan(1);
  });
});

describe('[E7] a browser that cannot', () => {
  it('is told apart on both sides, with words that are worth comparing all the same', async () => {
    const { sharer, lead } = await session({ can: false });
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['open', 'open']);
    expect(sharer.seal.protection).toMatchObject({ cause: 'there' });
    expect(lead.seal.protection).toMatchObject({ cause: 'here' });
    expect(sharer.seal.protection.pairs[0]?.words).toEqual(lead.seal.protection.pairs[0]?.words);
    await expect.poll(() => take(lead, sharer, send(sharer, 'clear'))).toBe('clear');
    expect(decodeTrailer(send(sharer, 'a message without a trailer')!)).toBeUndefined();
  });
  it('comes as a guest and goes: everybody is told, and the seal comes back', async () => {
    const { server, team, sharer, lead } = await session();
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['sealed', 'sealed']);
    const guest = await server.page(robin, () => null, false);
    guest.seal.agreeWith(sharer.endpoint);
    const states = () => [sharer, lead, guest].map(stateOf);
    await expect.poll(states).toEqual(['open', 'open', 'open']);
    await expect.poll(() => take(lead, sharer, send(sharer, 'clear'))).toBe('clear');
    team.delete(robin);
    sharer.seal.review();
    await expect.poll(() => [stateOf(sharer), stateOf(lead)]).toEqual(['sealed', 'sealed']);
    await expectToHear(lead, sharer);
  });
  it('has no cryptography at all: it says so, and the other side tells people', async () => {
    const { server, sharer } = await session();
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const bare = await server.page(robin, () => null);
    vi.unstubAllGlobals();
    bare.seal.agreeWith(sharer.endpoint);
    await expect.poll(() => [stateOf(sharer), stateOf(bare)]).toEqual(['open', 'open']);
    await expect.poll(() => take(bare, sharer, send(sharer, 'clear'))).toBe('clear');
    expect(take(sharer, bare, send(bare, 'as clear'))).toBe('as clear');
  });
});

import { v4 as uuidV4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { EndpointId } from '@beside/shared/domain/ids';
import { agree, commitTo, createIdentity, type Ends, type Opening } from './agreement.ts';
import { toBase64 } from './bytes.ts';
import { wordList } from './wordList.ts';

const ends: Ends = { requestId: 'r', bond: 'b', initiator: 'page-1', responder: 'page-2' };
const key = {
  kind: 'key',
  owner: uuidV4() as EndpointId,
  generation: 7,
  mode: 'sealed',
  secret: crypto.getRandomValues(new Uint8Array(32)),
} as const;

/** Both sides, with what somebody in between made of what they said. */
async function meet(
  change: {
    toInitiator?: (theirs: Opening) => Opening;
    toResponder?: (theirs: Opening) => Opening;
  } = {},
) {
  const [first, second] = [await createIdentity(true), await createIdentity(true)];
  const same = (opening: Opening): Opening => opening;
  const toInitiator = (change.toInitiator ?? same)(second.opening);
  const toResponder = (change.toResponder ?? same)(first.opening);
  return {
    initiator: await agree('initiator', first, toInitiator, ends),
    responder: await agree('responder', second, toResponder, ends),
  };
}

describe('[E2] two pages agree', () => {
  it('upon the same words, and open each other’s envelopes', async () => {
    const { initiator, responder } = await meet();
    expect(initiator.words).toHaveLength(4);
    expect(responder.words).toEqual(initiator.words);
    const sent = await initiator.envelopes.seal(key);
    expect(await responder.envelopes.open(sent)).toEqual(key);
    // Not a second time, not by its own sender, and not changed.
    expect(await responder.envelopes.open(sent)).toBeUndefined();
    expect(await initiator.envelopes.open(await initiator.envelopes.seal(key))).toBeUndefined();
    const changed = await initiator.envelopes.seal({ kind: 'renew' });
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(await responder.envelopes.open(changed)).toBeUndefined();
    const answer = { kind: 'taken', owner: key.owner, generation: 7 } as const;
    expect(await initiator.envelopes.open(await responder.envelopes.seal(answer))).toEqual(answer);
  });
  it('[E3] upon others with every new agreement', async () => {
    const met = await Promise.all([meet(), meet(), meet()]);
    expect(new Set(met.map(({ initiator }) => initiator.words.join())).size).toBe(3);
  });
  it('[E2] a key that was swapped, a nonce or an ability that was changed gives other words and keys', async () => {
    const stranger = (await createIdentity(true)).opening;
    const changes: ((opening: Opening) => Opening)[] = [
      (opening) => ({ ...opening, key: stranger.key }),
      (opening) => ({ ...opening, nonce: stranger.nonce }),
      (opening) => ({ ...opening, can: false }),
    ];
    for (const change of changes) {
      for (const side of ['toInitiator', 'toResponder'] as const) {
        const { initiator, responder } = await meet({ [side]: change });
        expect(responder.words).not.toEqual(initiator.words);
        expect(await responder.envelopes.open(await initiator.envelopes.seal(key))).toBeUndefined();
      }
    }
  });
  it('[E2] a point that is on no curve is refused', async () => {
    const nowhere = { key: new Uint8Array(65).fill(4), nonce: new Uint8Array(32), can: true };
    await expect(agree('initiator', await createIdentity(true), nowhere, ends)).rejects.toThrow();
  });
  it('[E2] a commitment binds key, nonce, ability, agreement and page', async () => {
    const { opening } = await createIdentity(true);
    const other = (await createIdentity(true)).opening;
    const of = async (said: Opening, where: Ends = ends) => toBase64(await commitTo(said, where));
    const all = [
      await of(opening),
      await of({ ...opening, key: other.key }),
      await of({ ...opening, nonce: other.nonce }),
      await of({ ...opening, can: false }),
      await of(opening, { ...ends, bond: 'c' }),
      await of(opening, { ...ends, initiator: 'page-3' }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(await of(opening)).toBe(all[0]);
  });
});

describe('[E3] the words', () => {
  it('are 256, short, plain, and told apart by their first three letters', () => {
    expect(wordList).toHaveLength(256);
    expect(new Set(wordList.map((word) => word.slice(0, 3))).size).toBe(256);
    expect(wordList.filter((word) => !/^[a-z]{3,9}$/.test(word))).toEqual([]);
  });
  it('are at least two letters apart', () => {
    const close = wordList.flatMap((one, at) =>
      wordList.slice(at + 1).filter((other) => distance(one, other) < 2),
    );
    expect(close).toEqual([]);
  });
});

/** Letters to be changed, added or left out to make one word of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  [...one].forEach((letter, at) => {
    const next = [at + 1];
    [...other].forEach((with_, to) => {
      next.push(
        Math.min(
          (row[to + 1] ?? 0) + 1,
          (next[to] ?? 0) + 1,
          (row[to] ?? 0) + (letter === with_ ? 0 : 1),
        ),
      );
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

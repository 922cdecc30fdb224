import { expect, test } from 'vitest';
import type { TabAsk } from '@beside/shared/protocol/tabMessages';
import {
  forgetVisit,
  hasAgreed,
  isVisited,
  keepVisit,
  readVisit,
  type TabConsent,
} from './keptVisit.ts';

function createStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const ask: TabAsk = {
  grant: 7,
  level: 'pointer-and-keyboard',
  span: 'once',
  again: false,
  by: 'toni',
  technician: 'Toni',
};
const consent: TabConsent = {
  grant: 7,
  level: 'pointer-and-keyboard',
  standing: false,
  by: 'toni',
};

test('[I15] what was agreed to is kept over a page, with the share that it belongs to', () => {
  const storage = createStorage();
  expect([isVisited(storage), readVisit(storage)]).toEqual([false, null]);
  keepVisit(storage, { visit: 'v1', consent: null });
  expect(readVisit(storage)).toEqual({ visit: 'v1', consent: null });
  for (const standing of [true, false]) {
    const kept = { visit: 'v1', consent: { ...consent, standing } };
    keepVisit(storage, kept);
    expect([isVisited(storage), readVisit(storage)]).toEqual([true, kept]);
  }
  forgetVisit(storage);
  expect([isVisited(storage), readVisit(storage)]).toEqual([false, null]);
});

test('[I15] what stands there in another form agrees to nothing', () => {
  const storage = createStorage();
  for (const text of ['v1 7 everything 1 toni', 'v1 7 pointer', 'v1']) {
    storage.setItem('beside.visit', text);
    expect(readVisit(storage)).toEqual({ visit: 'v1', consent: null });
  }
});

test.each<[string, Partial<TabConsent> | null, Partial<TabAsk>, boolean]>([
  ['nothing', null, {}, false],
  ['the very grant', {}, {}, true],
  ['the very grant, for the pointer alone', { level: 'pointer' }, {}, false],
  ['another grant', { grant: 6 }, {}, false],
  ['another one for the whole share', { grant: 6, standing: true }, { again: true }, true],
  ['another one, asked anew', { grant: 6, standing: true }, { again: false }, false],
  ['another one, once', { grant: 6 }, { again: true }, false],
  ["another technician's", { grant: 6, standing: true, by: 'robin' }, { again: true }, false],
])('[I15] what was agreed to, %s, counts for a grant: %#', (_what, kept, asked, counts) => {
  expect(hasAgreed(kept && { ...consent, ...kept }, { ...ask, ...asked })).toBe(counts);
});

import { expect, it } from 'vitest';
import { linkPaths, type LinkPath } from './linkPaths.ts';
import { beatsInTurn, type BeatSituation } from './beatRhythm.ts';

const inASecond = (path: LinkPath, situation: BeatSituation): number =>
  Array.from({ length: 20 }, (_, turn) => turn).filter((turn) => beatsInTurn(path, turn, situation))
    .length;

it('[L3] beats twenty times a second on both paths while there is something to choose', () => {
  for (const carrying of [null, ...linkPaths]) {
    for (const path of linkPaths) {
      expect(inASecond(path, { carrying, directOpen: true })).toBe(20);
    }
  }
  expect(inASecond('relay', { carrying: null, directOpen: false })).toBe(20);
  expect(inASecond('relay', { carrying: 'direct', directOpen: false })).toBe(20);
});

it('[L3] beats five times a second on a relay that carries alone', () => {
  expect(inASecond('relay', { carrying: 'relay', directOpen: false })).toBe(5);
});

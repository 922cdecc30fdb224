import { expect, it } from 'vitest';
import { chooseCodec, type Machine } from './chooseCodec.ts';

const strong: Machine = { cores: 4, isPhone: false, av1: { supported: true, smooth: true } };

it.each([
  ['four cores that encode it smoothly', {}, 'AV1', 'AV1'],
  ['more cores', { cores: 16 }, 'AV1', 'AV1'],
  ['two cores', { cores: 2 }, 'VP8', 'AV1'],
  ['three cores', { cores: 3 }, 'VP8', 'AV1'],
  ['a phone, however many cores', { cores: 8, isPhone: true }, 'VP8', 'VP8'],
  ['an encoder that stumbles', { av1: { supported: true, smooth: false } }, 'VP8', 'AV1'],
  ['no encoder', { av1: { supported: false, smooth: true } }, 'VP8', 'VP8'],
  ['a browser that cannot say', { av1: null }, 'VP8', 'VP8'],
] as const)('[S8] %s', (_what, change, moving, resting) => {
  expect(chooseCodec({ ...strong, ...change })).toEqual({ moving, resting });
});

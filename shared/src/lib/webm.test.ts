import { expect, test } from 'vitest';
import { readWebm, tidyWebm, webmCluster, webmElement, webmIds, type WebmFrame } from './webm.ts';

const frame = (at: number, content: string, isKey = at === 0): WebmFrame => ({
  ...{ at, isKey, track: 1, duration: null },
  content: Uint8Array.from(content, (letter) => letter.charCodeAt(0)),
});
const join = (...parts: Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const tracks = Uint8Array.of(1, 2, 3);
const openSegment = Uint8Array.of(0x18, 0x53, 0x80, 0x67, 0x01, ...Array<number>(7).fill(0xff));
const prefix = join(
  webmElement(webmIds.head, Uint8Array.of(9)),
  openSegment,
  webmElement(webmIds.tracks, tracks),
);
/** As browsers write it: a cluster for each key frame, or each few frames. */
const file = join(
  prefix,
  webmCluster(0, [frame(0, 'a')]),
  webmCluster(200, [frame(50, 'b', false), frame(100, 'c', false)]),
);
const told = (bytes: Uint8Array) =>
  readWebm(bytes).frames.map(({ at, isKey, duration, content }) => ({
    ...{ at, isKey, duration, text: String.fromCharCode(...content) },
  }));

test('[M3] frames are read with their times, whatever clusters they stand in', () => {
  expect(told(file)).toEqual([
    { at: 0, isKey: true, duration: null, text: 'a' },
    { at: 250, isKey: false, duration: null, text: 'b' },
    { at: 300, isKey: false, duration: null, text: 'c' },
  ]);
  expect(readWebm(file)).toMatchObject({ prefix, tracks });
});

test('[M3] tidied, it is one cluster, and the last frame lasts to the end', () => {
  const tidy = tidyWebm(file, 1_000);
  expect(tidy && told(tidy)).toEqual([
    { at: 0, isKey: true, duration: null, text: 'a' },
    { at: 250, isKey: false, duration: null, text: 'b' },
    { at: 300, isKey: false, duration: 700, text: 'c' },
  ]);
  expect(tidyWebm(prefix, 1_000)).toBeNull();
  expect(tidyWebm(new Uint8Array(0), 1_000)).toBeNull();
});

test('[M3] a file that is broken off, or none at all, tells what is whole and nothing else', () => {
  for (let length = 0; length < file.length; length += 1) {
    expect(told(file.subarray(0, length)).length).toBeLessThanOrEqual(3);
  }
  const noise = Uint8Array.from({ length: 500 }, (_, at) => (at * 7919) % 256);
  expect(readWebm(noise).frames.length).toBeLessThan(10);
});

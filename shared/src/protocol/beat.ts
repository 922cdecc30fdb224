/**
 * The heartbeat of a path: 18 bytes, big-endian, on the unreliable channel `beat`, every
 * {@link beatPeriodMs} in both directions. It carries what both ends must agree upon, so that a
 * decision arrives as long as any path lives. See SPEC.md, section B.
 */
export const beatPeriodMs = 50;

/** 0 stands for "none". */
export const beatPaths = ['none', 'direct', 'relay'] as const;
export type BeatPath = (typeof beatPaths)[number];

export interface Beat {
  /** Counts the sender's beats on this path, from 1. */
  seq: number;
  /** The newest `seq` heard from the other end on this path; 0 before the first. */
  echoSeq: number;
  /** How long ago that one was heard, in ms, at most 65,535. */
  echoDelayMs: number;
  /** Number of the viewer's newest decision known to the sender; 0 before the first. */
  epoch: number;
  /** What that decision wants. */
  wanted: BeatPath;
  /** The path whose frames this end shows, or hears where there is no picture. */
  carrying: BeatPath;
  /** Sharer: its screen is paused, and none of it is sent. */
  paused: boolean;
}

const version = 1;
const length = 18;

export function encodeBeat(beat: Beat): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint32(1, beat.seq);
  view.setUint32(5, beat.echoSeq);
  view.setUint16(9, Math.min(0xffff, Math.max(0, Math.round(beat.echoDelayMs))));
  view.setUint32(11, beat.epoch);
  view.setUint8(15, beatPaths.indexOf(beat.wanted));
  view.setUint8(16, beatPaths.indexOf(beat.carrying));
  view.setUint8(17, beat.paused ? 1 : 0);
  return bytes;
}

/** @returns `undefined` for anything that is not a beat of this version */
export function decodeBeat(bytes: Uint8Array): Beat | undefined {
  if (bytes.byteLength !== length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = beatPaths[view.getUint8(15)];
  const carrying = beatPaths[view.getUint8(16)];
  const paused = view.getUint8(17);
  if (view.getUint8(0) !== version || !wanted || !carrying || paused > 1) return undefined;
  return {
    seq: view.getUint32(1),
    echoSeq: view.getUint32(5),
    echoDelayMs: view.getUint16(9),
    epoch: view.getUint32(11),
    wanted,
    carrying,
    paused: paused === 1,
  };
}

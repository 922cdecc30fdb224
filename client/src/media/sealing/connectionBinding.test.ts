import { describe, expect, it } from 'vitest';
import { bindingOf } from './connectionBinding.ts';

const [theirs, ours, foreign] = ['AA:01', 'BB:02', 'CC:03'];

const described = (type: RTCSdpType, ...fingerprints: string[]): RTCSessionDescription =>
  ({
    type,
    sdp: [
      'v=0',
      ...fingerprints.flatMap((value) => ['m=video 9 X', `a=fingerprint:sha-256 ${value}`]),
      '',
    ].join('\r\n'),
  }) as RTCSessionDescription;

const offerer = (offer: string[], answer: string[]) =>
  bindingOf({
    localDescription: described('offer', ...offer),
    remoteDescription: described('answer', ...answer),
  });
const answerer = (offer: string[], answer: string[]) =>
  bindingOf({
    localDescription: described('answer', ...answer),
    remoteDescription: described('offer', ...offer),
  });

describe('[E4] what a connection is bound to', () => {
  it('is the same at both ends, however the certificates are written', () => {
    const atOfferer = offerer([ours, ours], [theirs]);
    expect(atOfferer).toContain(ours.toLowerCase());
    expect(atOfferer).toContain(theirs.toLowerCase());
    expect(answerer([ours.toLowerCase()], [theirs, theirs])).toBe(atOfferer);
  });
  it('differs where one end was told another certificate, in place of the right one or beside it', () => {
    const right = answerer([ours], [theirs]);
    expect(offerer([ours], [foreign])).not.toBe(right);
    expect(offerer([ours], [theirs, foreign])).not.toBe(right);
    expect(offerer([ours, foreign], [theirs])).not.toBe(right);
    expect(offerer([theirs], [ours])).not.toBe(right);
  });
  it('is not there before both ends are known, nor where one says nothing of itself', () => {
    expect(bindingOf({ localDescription: null, remoteDescription: null })).toBeNull();
    expect(
      bindingOf({ localDescription: described('offer', ours), remoteDescription: null }),
    ).toBeNull();
    expect(offerer([ours], [])).toBeNull();
  });
});

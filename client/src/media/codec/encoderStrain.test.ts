import { describe, expect, it } from 'vitest';
import { EncoderStrain, type EncoderCounters } from './encoderStrain.ts';

interface Second {
  fps: number;
  /** Share of the time that it encodes. */
  busy: number;
  isLimited?: boolean;
  id?: string;
}

/** @returns in which second, from 1, it was too much; `null` where never */
function strainedIn(seconds: readonly (Second | null)[]): number | null {
  const strain = new EncoderStrain();
  const now: EncoderCounters = { id: 'a', at: 0, frames: 0, encodingS: 0, isLimited: false };
  strain.take({ ...now });
  for (const [index, second] of seconds.entries()) {
    now.at += 1_000;
    now.frames += second?.fps ?? 0;
    now.encodingS += second?.busy ?? 0;
    now.isLimited = second?.isLimited ?? false;
    now.id = second?.id ?? now.id;
    if (strain.take(second && { ...now })) return index + 1;
  }
  return null;
}

const fine: Second = { fps: 30, busy: 0.4 };
const busy: Second = { fps: 12, busy: 0.95 };

describe('[S8] an encoder is too much for its machine', () => {
  it('when it has been busy all the time for three seconds', () => {
    expect(strainedIn([fine, busy, busy, busy])).toBe(4);
  });
  it('when the browser says for as long that the processor limits it', () => {
    const limited = { ...fine, isLimited: true };
    expect(strainedIn([limited, limited, limited])).toBe(3);
  });
  it('not for two seconds, as a new page or another program needs', () => {
    expect(strainedIn([busy, busy, fine, busy, busy, fine])).toBeNull();
  });
  it('not while it keeps up, nor for a screen that rests', () => {
    expect(strainedIn(Array<Second>(10).fill({ fps: 30, busy: 0.8 }))).toBeNull();
    expect(strainedIn(Array<Second>(10).fill({ fps: 2, busy: 0.95 }))).toBeNull();
  });
  it('by its own figures alone: not by those before a pause, nor by another sender’s', () => {
    expect(strainedIn([busy, busy, null, busy, busy])).toBeNull();
    expect(strainedIn([busy, busy, { ...busy, id: 'b' }, busy, busy])).toBeNull();
  });
});

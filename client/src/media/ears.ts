import type { Party } from '@beside/shared/domain/words';
import type { Slot } from '@beside/shared/protocol/slots';
import { Scope } from '@beside/shared/lib/scope';
import { createLevelMeter, type LevelMeter } from './levelMeter.ts';
import type { LinkPath } from './linkPaths.ts';

/** What is heard of whom: somebody's voice, or the sound of what they share. */
export type Heard = `${Party}-${Exclude<Slot, 'screen'>}`;

/**
 * Plays what comes. Both paths may bring the same for a while: only the one that carries is heard, so
 * that nothing is heard twice. What is not heard is not played at all: even silence costs a device
 * that plays it.
 */
export interface Ears {
  setTrack(heard: Heard, path: LinkPath, track: MediaStreamTrack): void;
  /** From now on this path is heard. */
  listenTo(path: LinkPath): void;
  /** What there is to be heard at all; the rest is neither played nor measured. */
  expect(heard: ReadonlySet<Heard>): void;
  /** @param volume from 0 to 1 */
  setVolume(heard: Heard, volume: number): void;
  /** How loud a voice is, from 0 to 1. */
  level(voice: `${Party}-voice`): number;
  close(): void;
}

/**
 * A sound is played so long after it was first expected, in ms: it begins together with a picture, and
 * opening the device meanwhile would make that come later.
 */
const afterPictureMs = 1_000;

interface Ear {
  track: MediaStreamTrack;
  audio: HTMLAudioElement;
  meter: LevelMeter | undefined;
}

/** @param onBlocked is told whether the browser plays nothing before the person has clicked */
export function createEars(onBlocked: (blocked: boolean) => void): Ears {
  const ears = new Map<`${Heard} ${LinkPath}`, Ear>();
  const volumes = new Map<Heard, number>();
  const scope = new Scope();
  let expected: ReadonlySet<Heard> = new Set();
  /** Of what is expected, the sounds whose picture has had its time. */
  const begun = new Set<Heard>();
  let carrying: LinkPath | null = null;

  const apply = (heard: Heard, path: LinkPath, ear: Ear): void => {
    const { audio } = ear;
    const volume = volumes.get(heard) ?? 1;
    // Some phones know no volume, and yet can be silent.
    audio.muted = volume === 0;
    audio.volume = volume;
    const isDue = expected.has(heard) && (!isSound(heard) || begun.has(heard));
    if (path !== carrying || !isDue) {
      hush(ear);
      return;
    }
    audio.srcObject ??= new MediaStream([ear.track]);
    if (!isSound(heard)) ear.meter ??= createLevelMeter(ear.track);
    if (audio.paused) play(audio);
  };
  const applyAll = (): void => {
    for (const [key, ear] of ears) {
      const [heard, path] = key.split(' ') as [Heard, LinkPath];
      apply(heard, path, ear);
    }
  };
  const play = (audio: HTMLAudioElement): void => {
    audio.play().then(
      () => onBlocked(false),
      (failure: unknown) => {
        // Any other failure is that of a track which was exchanged meanwhile.
        if (failure instanceof DOMException && failure.name === 'NotAllowedError') onBlocked(true);
      },
    );
  };
  /** What has a source runs its device, paused or not. */
  const hush = (ear: Ear): void => {
    ear.meter?.close();
    ear.meter = undefined;
    ear.audio.pause();
    ear.audio.srcObject = null;
  };
  /** Whatever the person clicks or presses gives the browser its consent. */
  const retry = (): void => applyAll();
  for (const event of ['click', 'keydown']) scope.listen(window, event, retry);

  return {
    setTrack(heard, path, track) {
      const key = `${heard} ${path}` as const;
      const before = ears.get(key);
      if (before) hush(before);
      const ear: Ear = { track, audio: new Audio(), meter: undefined };
      ears.set(key, ear);
      apply(heard, path, ear);
    },
    listenTo(path) {
      carrying = path;
      applyAll();
    },
    expect(next) {
      const sounds = [...next].filter(isSound);
      const isNew = sounds.some((heard) => !expected.has(heard));
      expected = next;
      for (const heard of begun) if (!next.has(heard)) begun.delete(heard);
      if (isNew) {
        scope.after(afterPictureMs, () => {
          for (const heard of sounds) if (expected.has(heard)) begun.add(heard);
          applyAll();
        });
      }
      if (next.size === 0) onBlocked(false);
      applyAll();
    },
    setVolume(heard, volume) {
      volumes.set(heard, volume);
      applyAll();
    },
    level: (voice) => (carrying ? (ears.get(`${voice} ${carrying}`)?.meter?.read() ?? 0) : 0),
    close() {
      scope.close();
      for (const ear of ears.values()) hush(ear);
      ears.clear();
    },
  };
}

const isSound = (heard: Heard): boolean => heard.endsWith('-sound');

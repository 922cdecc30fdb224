import type { Slot } from '@beside/shared/protocol/slots';
import { createLevelMeter, type LevelMeter } from './levelMeter.ts';
import type { LinkPath } from './linkPaths.ts';

/** What is heard of whom: somebody's voice, or the sound of what they share. */
export type Heard = `${'customer' | 'technician'}-${Exclude<Slot, 'screen'>}`;

/**
 * Plays what comes. Both paths may bring the same for a while: only the one that carries is heard, so
 * that nothing is heard twice.
 */
export interface Ears {
  setTrack(heard: Heard, path: LinkPath, track: MediaStreamTrack): void;
  /** From now on this path is heard. */
  listenTo(path: LinkPath): void;
  /** What there is to be heard at all; the rest is neither played nor measured. */
  expect(heard: ReadonlySet<Heard>): void;
  /** @param volume from 0 to 1 */
  setVolume(heard: Heard, volume: number): void;
  /** How loud it is, from 0 to 1. */
  level(heard: Heard): number;
  close(): void;
}

interface Ear {
  track: MediaStreamTrack;
  audio: HTMLAudioElement;
  meter: LevelMeter | undefined;
}

/** @param onBlocked is told whether the browser plays nothing before the person has clicked */
export function createEars(onBlocked: (blocked: boolean) => void): Ears {
  const ears = new Map<`${Heard} ${LinkPath}`, Ear>();
  const volumes = new Map<Heard, number>();
  let expected: ReadonlySet<Heard> = new Set();
  let carrying: LinkPath | null = null;

  const apply = (heard: Heard, path: LinkPath, ear: Ear): void => {
    const { audio } = ear;
    const volume = volumes.get(heard) ?? 1;
    // Some phones know no volume, and yet can be silent.
    audio.muted = path !== carrying || volume === 0;
    audio.volume = volume;
    if (!expected.has(heard)) {
      audio.pause();
      ear.meter?.close();
      ear.meter = undefined;
      return;
    }
    ear.meter ??= createLevelMeter(ear.track);
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
  const drop = ({ audio, meter }: Ear): void => {
    meter?.close();
    audio.pause();
    audio.srcObject = null;
  };
  /** Whatever the person clicks or presses gives the browser its consent. */
  const retry = (): void => applyAll();
  for (const event of ['click', 'keydown']) window.addEventListener(event, retry);

  return {
    setTrack(heard, path, track) {
      const key = `${heard} ${path}` as const;
      const before = ears.get(key);
      if (before) drop(before);
      const audio = new Audio();
      audio.srcObject = new MediaStream([track]);
      const ear: Ear = { track, audio, meter: undefined };
      ears.set(key, ear);
      apply(heard, path, ear);
    },
    listenTo(path) {
      carrying = path;
      applyAll();
    },
    expect(next) {
      expected = next;
      if (next.size === 0) onBlocked(false);
      applyAll();
    },
    setVolume(heard, volume) {
      volumes.set(heard, volume);
      applyAll();
    },
    level: (heard) => (carrying ? (ears.get(`${heard} ${carrying}`)?.meter?.read() ?? 0) : 0),
    close() {
      for (const event of ['click', 'keydown']) window.removeEventListener(event, retry);
      for (const ear of ears.values()) drop(ear);
      ears.clear();
    },
  };
}

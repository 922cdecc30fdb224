import type { Page } from 'playwright';

interface Hearing {
  players: Set<HTMLMediaElement>;
  context: AudioContext | null;
  /** When something was heard, and how loud, in ms of the page's clock. */
  heard: { at: number; level: number }[];
}

type Listening = Window & { hearing: Hearing };

/** Has a page note down what it really plays; to be called before the page is loaded. */
export async function listenAlong(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const hearing: Hearing = { players: new Set(), context: null, heard: [] };
    Object.assign(window, { hearing });
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      hearing.players.add(this);
      return play.call(this);
    };
    const analysers = new Map<MediaProvider, AnalyserNode>();
    const samples = new Float32Array(4096);
    setInterval(() => {
      for (const player of hearing.players) {
        const stream = player.srcObject;
        if (!(stream instanceof MediaStream) || player instanceof HTMLVideoElement) continue;
        if (player.muted || player.paused || player.volume === 0) continue;
        let analyser = analysers.get(stream);
        if (!analyser) {
          hearing.context ??= new AudioContext();
          analyser = hearing.context.createAnalyser();
          analyser.fftSize = samples.length;
          hearing.context.createMediaStreamSource(stream).connect(analyser);
          analysers.set(stream, analyser);
        }
        analyser.getFloatTimeDomainData(samples);
        const level = Math.max(...samples.map(Math.abs));
        if (level > 0.005) hearing.heard.push({ at: performance.now(), level });
      }
    }, 50);
  });
}

/** @returns when something was heard in the page, in ms of its clock, oldest first */
export function heardTimes(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as Listening).hearing.heard.map(({ at }) => at));
}

export async function waitToHear(page: Page): Promise<void> {
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction(
    (from) => (window as unknown as Listening).hearing.heard.some(({ at }) => at > from),
    since,
    { timeout: 10_000 },
  );
}

/** Waits until nothing has been heard for longer than from one syllable to the next. */
export async function waitForSilence(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const { at } = (window as unknown as Listening).hearing.heard.at(-1) ?? { at: 0 };
      return performance.now() - at > 700;
    },
    undefined,
    { timeout: 10_000 },
  );
}

/** The page makes a tone by itself, as one with a video in it does. */
export async function startTone(page: Page): Promise<void> {
  await page.evaluate(() => {
    const context = new AudioContext();
    const tone = context.createOscillator();
    tone.connect(context.destination);
    tone.start();
    return context.resume();
  });
}

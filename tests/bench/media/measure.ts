import type { Page } from 'playwright';
import type { Contender, Session } from './contenders.ts';
import { receivedBytes, type Noted, type SeenFrame } from './pageScripts.ts';
import { median } from '../statistics.ts';
import { shownPicture } from '../../e2e/support/actors.ts';
import { childrenOf, usageOf } from '../../support/processes.ts';

/** What one session gave; times in ms, processor time as a share of one core. */
export interface Figures {
  firstFrameMs: number;
  /** Median from the picture's own clock to its presentation. */
  latencyMs: number;
  framesPerS: number;
  longestGapMs: number;
  /** Of the picture, as it arrives. */
  mbitPerS: number;
  sharerCpu: number;
  viewerCpu: number;
  serverCpu: number;
  /** Of the server's, what the relay's worker took. */
  workerCpu: number;
  width: number;
  height: number;
  /** In CSS px, as the viewer's page shows it: the same for all, or they are not comparable. */
  shownWidth: number;
}

export interface Pids {
  sharer: number;
  viewer: number;
}

const settleMs = 1_500;
const windowMs = 4_000;
const firstFrameWithinMs = 20_000;

/** Frames a second, of those that were presented. */
function rateOf(frames: readonly SeenFrame[]): number {
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last) return 0;
  return ((last.count - first.count) * 1_000) / (last.at - first.at);
}

const readSeen = (page: Page): Promise<SeenFrame[]> =>
  page.evaluate(() => (window as unknown as Noted).seen);

/** Shares in a session that stands ready, and measures four seconds of its picture. */
export async function measure(
  { server }: Contender,
  session: Session,
  pids: Pids,
): Promise<Figures> {
  await session.share();
  await session.viewer.waitForFunction(
    () => (window as unknown as Noted).seen.length > 0,
    undefined,
    { timeout: firstFrameWithinMs },
  );
  const pickedAt = await session.sharer.evaluate(() => (window as unknown as Noted).pickedAt ?? 0);
  const [first] = await readSeen(session.viewer);
  await session.viewer.waitForTimeout(settleMs);

  const cpuOf = (...pids: number[]): number =>
    pids.reduce((sum, pid) => sum + usageOf(pid).cpuS, 0);
  const used = () => ({
    sharer: cpuOf(pids.sharer),
    viewer: cpuOf(pids.viewer),
    server: cpuOf(server.pid),
    worker: cpuOf(...childrenOf(server.pid)),
  });
  await session.viewer.evaluate(() => void ((window as unknown as Noted).seen.length = 0));
  const bytesBefore = await session.viewer.evaluate(receivedBytes);
  const [before, startedAt] = [used(), performance.now()];
  await session.viewer.waitForTimeout(windowMs);
  const frames = await readSeen(session.viewer);
  const [after, elapsedS] = [used(), (performance.now() - startedAt) / 1_000];
  const bytes = (await session.viewer.evaluate(receivedBytes)) - bytesBefore;

  const share = (whose: keyof typeof before): number => (after[whose] - before[whose]) / elapsedS;
  const read = frames.filter(({ shown }) => shown !== null);
  return {
    firstFrameMs: (first?.at ?? Number.NaN) - pickedAt,
    latencyMs: median(read.map(({ at, shown }) => at - (shown ?? at))),
    framesPerS: rateOf(frames),
    longestGapMs: Math.max(...frames.slice(1).map(({ at }, i) => at - (frames[i]?.at ?? at))),
    mbitPerS: (bytes * 8) / 1e6 / elapsedS,
    sharerCpu: share('sharer'),
    viewerCpu: share('viewer'),
    serverCpu: share('server'),
    workerCpu: share('worker'),
    width: frames.at(-1)?.width ?? 0,
    height: frames.at(-1)?.height ?? 0,
    shownWidth: await shownPicture(session.viewer).evaluate(({ clientWidth }) => clientWidth),
  };
}

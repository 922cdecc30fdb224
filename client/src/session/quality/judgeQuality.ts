import type { PictureFigures } from '../live.ts';

export const grades = ['excellent', 'good', 'weak', 'very-weak'] as const;
export type Grade = (typeof grades)[number];

/** What spoils it: packets get lost, answers take long, the picture comes in bursts, no UDP. */
export type QualityReason = 'loss' | 'delay' | 'uneven' | 'tcp';

export interface Quality {
  grade: Grade;
  /** What the grade is owed to; `null` where nothing is amiss. */
  reason: QualityReason | null;
}

/** One reading a second; `null` while nothing carries. */
export interface QualitySample {
  /** ms since the Unix epoch */
  at: number;
  figures: PictureFigures | null;
}

/** Readings that count: one of them alone is a hiccup. */
const countedSamples = 5;

/**
 * The most that is still excellent, good, and weak. A hand that steers feels a round trip of 100 ms,
 * and waits for one of 200; ITU-T G.114 puts the end of a fluent conversation at 150 ms each way, and
 * nothing goes well beyond 400. Lost packets are sent again: one in a hundred is not seen, three cost
 * a pause now and then, ten are one stumble after another. Frames that come unevenly by more than a few
 * frames' time are seen to stumble, or wait until they do not.
 */
const limits = {
  loss: [0.01, 0.03, 0.1],
  delay: [100, 200, 400],
  uneven: [80, 160, 320],
} as const;

/** What people are told of the last seconds; `null` before there is anything to tell. */
export function judgeQuality(samples: readonly QualitySample[]): Quality | null {
  const readings = samples
    .slice(-countedSamples)
    .map(({ figures }) => figures)
    .filter((figures) => figures !== null);
  const newest = readings.at(-1);
  if (!newest) return null;
  const findings: Finding[] = [
    find('loss', mean(readings, 'loss')),
    find('delay', mean(readings, 'roundTripMs')),
    find('uneven', mean(readings, 'unevenMs')),
    { reason: 'tcp', at: newest.protocol === 'tcp' ? 1 : 0 },
  ];
  const worst = findings.reduce((one, other) => (other.at > one.at ? other : one));
  return { grade: grades[worst.at] ?? 'very-weak', reason: worst.at === 0 ? null : worst.reason };
}

/** `at` is the place among the grades. */
interface Finding {
  reason: QualityReason;
  at: number;
}

function find(reason: keyof typeof limits, value: number | null): Finding {
  const at = value === null ? 0 : limits[reason].filter((limit) => value > limit).length;
  return { reason, at };
}

function mean(
  readings: readonly PictureFigures[],
  measure: 'loss' | 'roundTripMs' | 'unevenMs',
): number | null {
  const values = readings.map((figures) => figures[measure]).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

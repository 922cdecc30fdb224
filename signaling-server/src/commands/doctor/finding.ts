import type { Config } from '../../config/config.ts';

/** What a look at one part has shown. */
export interface Finding {
  /** `note`: it works, and could be better. */
  state: 'ok' | 'note' | 'fails';
  /** In one line, without secrets. */
  what: string;
  /** What a person can do about it. */
  todo?: string;
}

/** A look at one part of an installation; `undefined`: it has no such part. */
export interface Check {
  title: string;
  run(config: Config): Promise<Finding[] | Finding | undefined>;
}

/** A server answers within so long, in ms. */
export const answerMs = 5_000;

export const ok = (what: string): Finding => ({ state: 'ok', what });
export const note = (what: string, todo: string): Finding => ({ state: 'note', what, todo });
export const fails = (what: string, todo: string): Finding => ({ state: 'fails', what, todo });

/** What went wrong, in one line. */
export function reasonOf(failure: unknown): string {
  const cause = failure instanceof Error ? (failure.cause ?? failure) : failure;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' && message !== '' ? message : String(code ?? cause);
  return text.split('\n', 1)[0] ?? '';
}

/** @returns how far that clock is from this one, as a finding; seconds are what matters */
export function compareClocks(whose: string, theirs: number, ours = Date.now()): Finding {
  const seconds = Math.round((theirs - ours) / 1_000);
  if (Math.abs(seconds) <= 2) return ok(`${whose}'s clock agrees with this one`);
  return fails(
    `${whose}'s clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this one`,
    'Let all machines keep their time by NTP (timedatectl set-ntp true): offers, codes and sessions end by it.',
  );
}

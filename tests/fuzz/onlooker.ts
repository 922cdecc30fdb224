import { setTimeout } from 'node:timers/promises';
import { enterAsCustomer } from '../support/installation/people.ts';

/** Somebody who wants nothing but to go on: how long their questions take. */
export interface Onlooker {
  /** Asks for so long. @returns the delays in milliseconds, sorted; what was not answered counts as a minute */
  ask(forMs: number): Promise<number[]>;
  /** Asks until told to stop. */
  begin(): { end(): Promise<number[]> };
  close(): void;
}

const everyMs = 25;
const unanswered = 60_000;

export async function createOnlooker(url: string): Promise<Onlooker> {
  const { requestId, ...page } = await enterAsCustomer(url);
  const askWhile = async (goesOn: () => boolean): Promise<number[]> => {
    const delays: number[] = [];
    while (goesOn()) {
      const before = performance.now();
      const answer = await page
        .ask('chat:since', { requestId, afterSeq: 0 })
        .catch(() => undefined);
      delays.push(answer?.ok ? performance.now() - before : unanswered);
      await setTimeout(everyMs);
    }
    return delays.toSorted((one, other) => one - other);
  };
  return {
    ask(forMs) {
      const end = performance.now() + forMs;
      return askWhile(() => performance.now() < end);
    },
    begin() {
      let goesOn = true;
      const asking = askWhile(() => goesOn);
      return {
        end() {
          goesOn = false;
          return asking;
        },
      };
    },
    close: page.close,
  };
}

/** @param sorted ascending */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Expectation } from '../history/checkHistory.ts';
import type { History } from '../history/history.ts';
import type { CrowdPlan } from './crowd.ts';
import type { Order } from './main.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));

export interface Outcome {
  history: History;
  /** What happened to scripts and must not, in words. */
  failures: readonly string[];
  expected: Expectation;
}

export interface People {
  begin(): Promise<void>;
  /** @param limitMs how long they may take until everybody is connected */
  rest(limitMs: number): Promise<void>;
  /** @param limitMs how long they may take until everybody has everything */
  settle(limitMs: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** Starts the process and waits until everybody is there. */
export async function startPeople(plan: CrowdPlan): Promise<People> {
  const child = fork(program, { serialization: 'advanced' });
  const ended = once(child, 'exit');
  const order = async (wanted: Order): Promise<Outcome | undefined> => {
    const answered = once(child, 'message') as Promise<[{ outcome?: Outcome; failure?: string }]>;
    child.send(wanted);
    const over = ended.then((): never => {
      throw new Error('the people have ended');
    });
    const [{ outcome, failure }] = await Promise.race([answered, over]);
    if (failure !== undefined) throw new Error(failure);
    return outcome;
  };
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await order({ do: 'gather', plan });
  } catch (failure) {
    await close();
    throw failure;
  }
  return {
    async begin() {
      await order({ do: 'begin' });
    },
    async rest(limitMs) {
      await order({ do: 'rest', limitMs });
    },
    async settle(limitMs) {
      const outcome = await order({ do: 'settle', limitMs });
      if (!outcome) throw new Error('the people said nothing');
      return outcome;
    },
    close,
  };
}

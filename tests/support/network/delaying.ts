import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { NetworkUnavailableError } from './errors.ts';
import { runIp } from './run.ts';

const program = fileURLToPath(new URL('delay.pl', import.meta.url));
const device = 'held';
/** The router's table of what is carried through the device first; the main one decides afterwards. */
const table = 100;
const queuedPackets = 5_000;

/** Holds packets on their way through a router. */
export interface Delay {
  /** What goes to and comes from `address` is held so long, in ms; packets stay in order. */
  hold(address: string, delayMs: number, jitterMs: number): Promise<void>;
  end(): Promise<void>;
}

/**
 * Leads all that comes in by one of `links` through a program that can hold it.
 *
 * @throws NetworkUnavailableError when it does not start, with what it said
 */
export async function startDelay(router: string, links: readonly string[]): Promise<Delay> {
  const child = spawn('ip', ['netns', 'exec', router, 'perl', program, device]);
  const ended = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const answered = async (): Promise<void> => {
    const answer = once(child.stdout, 'data').then(() => true);
    const failed = ended.then(() => false);
    if (await Promise.race([answer, failed])) return;
    throw new NetworkUnavailableError(`no delay here: ${said.trim()}`);
  };
  await answered();
  runIp(
    [
      `link set ${device} up txqueuelen ${queuedPackets}`,
      `route add default dev ${device} table ${table}`,
      ...links.map((link) => `rule add iif ${link} lookup ${table}`),
    ],
    router,
  );
  return {
    async hold(address, delayMs, jitterMs) {
      child.stdin.write(`${address} ${delayMs} ${jitterMs}\n`);
      await answered();
    },
    async end() {
      child.stdin.end();
      await ended;
    },
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';

const startLimitMs = 15_000;

export interface Daemon {
  /** Everything that it has said. */
  readonly said: string;
  /** Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts a server of the system and waits until it answers.
 *
 * @param answers whether it does; asked until then
 * @throws Error with what it said, where it ends or does not answer within 15 s
 */
export async function startDaemon(
  command: readonly string[],
  answers: (said: string) => boolean | Promise<boolean>,
): Promise<Daemon> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  // A test run that is broken off must not leave a server behind.
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.on('exit', killAtExit);
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    child.kill('SIGTERM');
    await ended;
  };
  const limit = Date.now() + startLimitMs;
  while (!(await answers(said))) {
    if (hasEnded(child) || Date.now() > limit) {
      await stop();
      throw new Error(`${command.join(' ')} did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    get said() {
      return said;
    },
    stop,
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export function takesConnections(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    const done = (taken: boolean): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

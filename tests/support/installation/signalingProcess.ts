import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A node of signaling as a process of its own. */
export interface SignalingProcess {
  readonly url: string;
  /** Everything that it has printed. */
  readonly output: string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** Its exit code; `null` where a signal ended it. */
  ended(): Promise<number | null>;
}

/** @param environment as the other nodes of the installation have it */
export async function startSignalingProcess(
  environment: Record<string, string>,
): Promise<SignalingProcess> {
  const child = spawn(process.execPath, ['signaling-server/src/main.ts', '--role', 'signaling'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment, PORT: '0' },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /running at (http:\/\/\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('close', () => reject(new Error(`the node did not start:\n${output}`)));
  });
  return {
    url,
    get output() {
      return output;
    },
    kill: (signal) => void child.kill(signal),
    ended: () => ended,
  };
}

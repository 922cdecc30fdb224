import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export const desktopSize = { width: 1280, height: 720 };

/** Windows go where they ask to be, and letters are those that are there. */
const plain = [
  'RandomPlacement',
  'UsePPosition "on"',
  ...['Title', 'Resize', 'Menu', 'Icon', 'IconManager'].map((part) => `${part}Font "fixed"`),
];

export interface TestDesktop {
  /** For the programs that are to be seen there. */
  environment: Record<string, string>;
  /** A folder that goes with the desktop; programs started there find themselves in it. */
  folder: string;
  close(): Promise<void>;
}

/**
 * An X server without a screen, and a window manager in which Control+Alt+T opens a terminal; its
 * shell makes the file `ready` when it is there.
 *
 * @param terminal where the terminal is to be, in pixels from the upper left corner
 */
export async function startDesktop(terminal: { x: number; y: number }): Promise<TestDesktop> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-desktop-'));
  const { width, height } = desktopSize;
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  const environment = { DISPLAY: `:${number.toString().trim()}`, XDG_SESSION_TYPE: 'x11' };

  const settings = join(folder, 'twmrc');
  const open = [
    `cd ${folder} && LC_ALL=C.UTF-8 xterm -u8 -geometry 60x12+${terminal.x}+${terminal.y}`,
    "-e sh -c 'touch ready; exec sh' &",
  ].join(' ');
  await writeFile(settings, [...plain, `"t" = c | m : all : f.exec "${open}"`, ''].join('\n'));
  const manager = spawn('twm', ['-f', settings], {
    // In that language it asks for no font but the one that every X server has.
    env: { ...process.env, ...environment, LC_ALL: 'C' },
    stdio: 'ignore',
  });
  return {
    environment,
    folder,
    async close() {
      await end(manager);
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}

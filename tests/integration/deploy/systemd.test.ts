import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployFile } from '../../support/deployFile.ts';
import { findProgram } from '../../support/findProgram.ts';
import { isSetting } from './support/settings.ts';
import { serverEnvironment } from '../../support/installation/serverProcess.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const analyze = findProgram('systemd-analyze', 'systemd');
const why = 'missing' in analyze ? analyze.missing : null;
const units = ['beside.service', 'beside-sfu.service'];
const verify = async (path: string) => run(['verify', '--man=no', '--recursive-errors=no', path]);
/** Of 100, by systemd's own reckoning: what a service without any bounds has is 96. */
const exposureLimit = '25';

function run(args: string[]): Promise<{ code: number; said: string }> {
  const program = 'path' in analyze ? analyze.path : '';
  return new Promise((resolve) => {
    execFile(program, args, (failure, stdout, stderr) => {
      resolve({ code: failure ? 1 : 0, said: stdout + stderr });
    });
  });
}

describe.skipIf(why !== null)(`the units of systemd${why ? ` (skipped: ${why})` : ''}`, () => {
  let folder: string;
  const place = async (unit: string, changes: Record<string, string> = {}): Promise<string> => {
    const path = join(folder, unit);
    await writeFile(path, await deployFile(`systemd/${unit}`, { '/opt/beside': root, ...changes }));
    return path;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'beside-units-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(units)('[O1] systemd takes %s, and would not take a mistake in it', async (unit) => {
    expect(await verify(await place(unit))).toEqual({ code: 0, said: '' });
    const mistaken = await place(unit, { 'ProtectHome=yes': 'ProtectHome=perhaps' });
    expect((await verify(mistaken)).said).toContain('perhaps');
  });

  test.each(units)('[O1] %s is kept from what it does not need', async (unit) => {
    const bounds = ['security', '--offline=true', `--threshold=${exposureLimit}`, '--no-pager'];
    const { code, said } = await run([...bounds, await place(unit)]);
    expect(said.split('\n').at(-2)).toMatch(/exposure level/);
    expect(code).toBe(0);
  });
});

test.each(units)('[O1] %s gives settings that Beside has, and secrets as credentials', (unit) => {
  const text = readFileSync(join(root, 'deploy/systemd', unit), 'utf8');
  const given = [...text.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = '']) =>
    line.split(' '),
  );
  for (const one of given) {
    const [name = '', value = ''] = one.split('=');
    expect(isSetting(name) || name in serverEnvironment).toBe(true);
    if (!name.endsWith('_FILE')) continue;
    const credential = value.replace('%d/', '');
    expect(text).toContain(`LoadCredential=${credential}:/etc/beside/secrets/${credential}\n`);
  }
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Launcher {
  /** The script to start in place of Chromium. */
  readonly path: string;
  /** Deletes the script; a browser that it has started goes on. */
  remove(): Promise<void>;
}

/**
 * Writes a script that becomes Chromium: `prefix` (such as a host's `ip netns exec NAME`) goes
 * before it, and arguments pass through. Chromium heeds only the last `--enable-features` and the
 * last `--disable-features`; the script joins each kind into one, so that Playwright's lists and
 * ours both hold.
 */
export async function writeLauncher(
  executable: string,
  prefix: readonly string[],
): Promise<Launcher> {
  const folder = await mkdtemp(join(tmpdir(), 'beside-browser-'));
  const path = join(folder, 'chromium.sh');
  const command = [...prefix, executable].map(quote).join(' ');
  await writeFile(path, script(command), { mode: 0o755 });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

// `exec` keeps the process Playwright started, with its pipes, and the one it will end.
function script(command: string): string {
  return `#!/bin/sh
disable=
enable=
left=$#
while [ "$left" -gt 0 ]; do
  case "$1" in
    --disable-features=*) disable="$disable,\${1#*=}" ;;
    --enable-features=*) enable="$enable,\${1#*=}" ;;
    *) set -- "$@" "$1" ;;
  esac
  shift
  left=$((left - 1))
done
exec ${command} "$@" "--disable-features=\${disable#,}" "--enable-features=\${enable#,}"
`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

import { NoDesktop, type Desktop } from './desktop.ts';

/** What says which kind of desktop this is. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
}

export type DesktopKind = 'x11' | 'wayland' | 'windows' | 'mac' | 'no-display' | 'no-platform';

/** Wayland has an X server for old programs as well, which moves none of the others. */
export function kindOf({ platform, env }: Surroundings): DesktopKind {
  if (platform === 'win32') return 'windows';
  if (platform === 'darwin') return 'mac';
  if (platform !== 'linux' && platform !== 'freebsd' && platform !== 'openbsd')
    return 'no-platform';
  const session = env['XDG_SESSION_TYPE'];
  const isWayland = session === 'wayland' || (session !== 'x11' && Boolean(env['WAYLAND_DISPLAY']));
  if (isWayland) return 'wayland';
  return env['DISPLAY'] ? 'x11' : 'no-display';
}

/**
 * Opens mouse and keyboard of the desktop that this program was started on; each platform's calls
 * are loaded on that platform alone.
 *
 * @throws NoDesktop with the reason
 */
export async function openDesktop(surroundings: Surroundings): Promise<Desktop> {
  const kind = kindOf(surroundings);
  switch (kind) {
    case 'x11':
      return (await import('./x11/x11Desktop.ts')).openX11Desktop(
        surroundings.env['DISPLAY'] ?? '',
      );
    case 'windows':
      return (await import('./windows/windowsDesktop.ts')).openWindowsDesktop();
    case 'mac':
      return (await import('./mac/macDesktop.ts')).openMacDesktop();
    case 'wayland':
    case 'no-display':
    case 'no-platform':
      throw new NoDesktop({ why: kind });
  }
}

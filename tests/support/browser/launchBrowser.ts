import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions as PlaywrightOptions,
} from 'playwright';
import type { Host } from '../network/topology.ts';
import { chromiumArguments, type CaptureOptions } from './chromiumArguments.ts';
import { findChromium } from './findChromium.ts';
import { writeLauncher } from './writeLauncher.ts';

export interface LaunchOptions extends CaptureOptions {
  /** The host it runs on; without one, the root side. Close it before the host's network. */
  readonly host?: Host;
  /** Plays sound, so that the sound of a tab can be captured; nobody hears it. */
  readonly audible?: boolean;
  /** With a window; needs a display. */
  readonly headed?: boolean;
  /** Over the environment of this process, e.g. the display. */
  readonly environment?: Readonly<Record<string, string>>;
  /** More arguments for Chromium; feature lists among them add to the ones already there. */
  readonly extraArgs?: readonly string[];
}

const launchTimeoutMs = 60_000;

/**
 * Starts a Chromium, with its sandbox unless we are root, where it cannot run.
 * @throws Error when there is no Chromium, or it does not start within 60 s.
 */
export function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return launchBy(options, (how) => chromium.launch(how));
}

/**
 * Starts a Chromium as a person has it, with a profile that is gone afterwards: the contexts of
 * {@link launchBrowser} are private windows, in which tabs tell nobody of their capture handle.
 */
export function launchProfile(
  options: LaunchOptions & { context?: BrowserContextOptions } = {},
): Promise<BrowserContext> {
  return launchBy(options, (how) =>
    chromium.launchPersistentContext('', { ...how, ...options.context }),
  );
}

async function launchBy<T>(
  options: LaunchOptions,
  launch: (how: PlaywrightOptions) => Promise<T>,
): Promise<T> {
  const executable = findChromium();
  if (!executable) throw new Error('no Chromium: install it, or name it in BESIDE_CHROMIUM');
  const launcher = await writeLauncher(executable, options.host?.execPrefix ?? []);
  try {
    return await launch({
      executablePath: launcher.path,
      headless: !options.headed,
      chromiumSandbox: process.getuid?.() !== 0,
      ignoreDefaultArgs: options.audible ? ['--mute-audio'] : [],
      timeout: launchTimeoutMs,
      ...(options.environment ? { env: { ...ownEnvironment(), ...options.environment } } : {}),
      args: [...chromiumArguments(options), ...(options.extraArgs ?? [])],
    });
  } finally {
    await launcher.remove();
  }
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

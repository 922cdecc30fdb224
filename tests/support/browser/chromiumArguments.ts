export interface CaptureOptions {
  /** getDisplayMedia takes the tab with this title, without a picker. Works headless. */
  readonly captureTabTitle?: string;
  /** getDisplayMedia with `preferCurrentTab: true` takes the asking tab, without a picker. */
  readonly autoAcceptThisTab?: boolean;
  /** getDisplayMedia takes this screen or window, without a picker: "Entire screen". Headed only. */
  readonly captureDesktopSource?: string;
  /** There is a microphone, which plays this file again and again; the context may allow it. */
  readonly microphone?: string;
  /**
   * Origins over plain HTTP that count as secure contexts, such as `http://10.160.0.1:8080`.
   * Localhost already does; a server's address seen from a host does not.
   */
  readonly secureOrigins?: readonly string[];
}

const always = [
  '--disable-quic',
  // Drawing without a graphics processor is quicker than pretending to have one.
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-sync',
  '--disable-component-update',
  // Pages in the background must keep their timers and frames: nobody looks at any of them.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  // Candidates carry addresses: there is no multicast DNS between hosts to look names up with.
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** The command line of a Chromium under test, beside what Playwright adds by itself. */
export function chromiumArguments(options: CaptureOptions): string[] {
  const { captureTabTitle, captureDesktopSource, secureOrigins = [] } = options;
  return [
    ...always,
    ...(captureTabTitle ? [`--auto-select-tab-capture-source-by-title=${captureTabTitle}`] : []),
    ...(options.microphone
      ? [
          '--use-fake-device-for-media-stream',
          `--use-file-for-fake-audio-capture=${options.microphone}`,
        ]
      : []),
    ...(options.autoAcceptThisTab ? ['--auto-accept-this-tab-capture'] : []),
    ...(captureDesktopSource
      ? [`--auto-select-desktop-capture-source=${captureDesktopSource}`]
      : []),
    ...(secureOrigins.length > 0
      ? [`--unsafely-treat-insecure-origin-as-secure=${secureOrigins.join(',')}`]
      : []),
  ];
}

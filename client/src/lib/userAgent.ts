export interface Machine {
  /** With its main version where that is told; null where it is not known. */
  browser: string | null;
  system: string | null;
  device: 'desktop' | 'phone' | 'tablet';
}

// The order matters: most browsers name their relatives as well.
const browsers: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ['Opera', /\b(?:OPR|OPiOS)\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+(?:\.\d+)?).*Safari\//],
];

const systems: readonly (readonly [string, RegExp])[] = [
  ['iPadOS', /\biPad\b.*? OS (\d+)/],
  ['iOS', /\b(?:iPhone|iPod)\b.*? OS (\d+)/],
  ['Android', /\bAndroid (\d+)/],
  ['Windows', /\bWindows NT/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
];

/**
 * Who a browser says it is, in the words of people. Frozen by the makers of browsers: Windows and
 * macOS no longer tell their version, so none is shown.
 */
export function parseUserAgent(userAgent: string): Machine {
  const system = named(userAgent, systems);
  const isTablet = /\biPad\b|\bTablet\b/.test(userAgent) || isAndroidTablet(userAgent);
  const isPhone = /\bMobi|\biPhone\b|\biPod\b/.test(userAgent);
  return {
    browser: named(userAgent, browsers),
    system,
    device: isTablet ? 'tablet' : isPhone ? 'phone' : 'desktop',
  };
}

function isAndroidTablet(userAgent: string): boolean {
  return /\bAndroid\b/.test(userAgent) && !/\bMobile\b/.test(userAgent);
}

function named(userAgent: string, table: readonly (readonly [string, RegExp])[]): string | null {
  for (const [name, pattern] of table) {
    const match = pattern.exec(userAgent);
    if (match) return match[1] ? `${name} ${match[1]}` : name;
  }
  return null;
}

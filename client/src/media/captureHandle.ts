import { keptInTab } from '../lib/keptText.ts';

/** A tab that carries our script, as it names itself towards a page that captures it. */
export interface TabName {
  /** Origin of the installation. */
  server: string;
  /** 256 bits, base64url: known to this tab and to who captures it from an origin that may know it. */
  secret: string;
}

/** A handle of ours: the tab's secret, and a word that shows which page, or answers a challenge. */
export interface TabHandle {
  secret: string;
  proof: string;
}

type NamingDevices = MediaDevices & {
  setCaptureHandleConfig?(config: {
    handle: string;
    exposeOrigin?: boolean;
    permittedOrigins: string[];
  }): void;
};
export type CaptureHandleTrack = MediaStreamTrack & {
  /** W3C Capture Handle; `null` where the captured page has none for us. */
  getCaptureHandle?(): { handle?: string } | null;
};

const storageKey = 'beside.tab';
const secretForm = '[A-Za-z0-9_-]{43}';
const handleForm = new RegExp(`^beside:(${secretForm}):([A-Za-z0-9_-]{1,64})$`);

// Not there where the page is not secure, or a frame.
const devices = (): NamingDevices | undefined =>
  window.top === window ? (navigator as { mediaDevices?: NamingDevices }).mediaDevices : undefined;

/** The name that the embed's script has given to this tab; `null` on pages without it. */
export function keptTabName(): TabName | null {
  const [server, secret] = keptInTab.getItem(storageKey)?.split(' ') ?? [];
  const isWhole = server && secret && URL.canParse(server) && handleForm.test(`beside:${secret}:-`);
  return isWhole ? { server, secret } : null;
}

/**
 * Names this tab, the same over reloads and on the pages of one site; `null` where the browser
 * knows no Capture Handle.
 */
export function nameTab(server: string): TabName | null {
  if (!devices()?.setCaptureHandleConfig) return null;
  const kept = keptTabName();
  const name = kept?.server === server ? kept : { server, secret: toBase64Url(randomBytes(32)) };
  keptInTab.setItem(storageKey, `${server} ${name.secret}`);
  showHandle(name, randomWord());
  return name;
}

/** From now on whoever captures this tab, and may know it, reads this. */
export function showHandle({ server, secret }: TabName, proof: string): string {
  const handle = `beside:${secret}:${proof}`;
  const permittedOrigins = [...new Set([server, location.origin])];
  devices()?.setCaptureHandleConfig?.({ handle, exposeOrigin: true, permittedOrigins });
  return handle;
}

/**
 * Names this page for itself, so that sharing it is recognised.
 *
 * @returns what its own capture then bears
 */
export function showOwnHandle(word: string): string {
  const name = keptTabName();
  if (name) return showHandle(name, word);
  devices()?.setCaptureHandleConfig?.({ handle: word, permittedOrigins: [location.origin] });
  return word;
}

/** The handle of the page that a track shows, where it is one of ours. */
export function readHandle(track: CaptureHandleTrack): TabHandle | null {
  const [, secret, proof] = handleForm.exec(track.getCaptureHandle?.()?.handle ?? '') ?? [];
  return secret && proof ? { secret, proof } : null;
}

export const randomWord = (): string => toBase64Url(randomBytes(16));

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Before the page's own scripts: as in a browser that cannot seal what it sends. */
export function forbidSealing(): void {
  Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform');
}

/** Header extensions can be chosen where the browser lets pages (W3C WebRTC Extensions, section 5.3). */
type WithExtensions = Partial<
  Record<'getHeaderExtensionsToNegotiate', () => { uri: string; direction: string }[]> &
    Record<
      'setHeaderExtensionsToNegotiate',
      (extensions: { uri: string; direction: string }[]) => void
    >
>;
const dependencyDescriptor =
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension';

/** Has each frame of a picture say which others it refers to, by which it can be played at once. */
export function sayDependencies(transceiver: RTCRtpTransceiver & WithExtensions): void {
  const extensions = transceiver.getHeaderExtensionsToNegotiate?.();
  const found = extensions?.find(({ uri }) => uri === dependencyDescriptor);
  if (!extensions || !found) return;
  found.direction = 'sendrecv';
  transceiver.setHeaderExtensionsToNegotiate?.(extensions);
}

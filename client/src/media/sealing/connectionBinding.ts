/** What is read of a peer connection. */
type Descriptions = Pick<RTCPeerConnection, 'localDescription' | 'remoteDescription'>;

/**
 * What both ends of a connection have in common only where nobody stands between them: the
 * fingerprints of both ends' certificates, each as that end knows or was told them. The browser holds
 * DTLS, and with it all that the connection carries, to them (RFC 8827, section 5.6.4). Whoever ends
 * the encryption halfway has to have told at least one end another certificate.
 *
 * @returns the offer's and the answer's, a line each; `null` before both are known
 */
export function bindingOf({ localDescription, remoteDescription }: Descriptions): string | null {
  if (!localDescription || !remoteDescription) return null;
  const ends = [localDescription, remoteDescription];
  if (remoteDescription.type === 'offer') ends.reverse();
  const fingerprints = ends.map(({ sdp }) => fingerprintsIn(sdp));
  return fingerprints.includes('') ? null : `\n${fingerprints.join('\n')}`;
}

/** All of them: one that is offered beside the right one would be let in as well. */
function fingerprintsIn(sdp: string): string {
  const found = sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gim);
  const each = [...found].map(([, hash = '', value = '']) => `${hash} ${value}`.toLowerCase());
  return [...new Set(each)].sort().join(' ');
}

/** How the packets of a connection go. */
export interface Way {
  protocol: 'udp' | 'tcp' | null;
  /** Whether a TURN server passes them on. */
  turned: boolean;
  roundTripMs: number | null;
}

type Candidate = RTCStats & {
  candidateType?: string;
  protocol?: string;
  /** Between this browser and its TURN server. */
  relayProtocol?: string;
};

/**
 * Reads it from the pair of candidates that is in use.
 *
 * @param transportId of the stream in question; where the browser names none, any pair in use counts
 */
export function readWay(report: RTCStatsReport, transportId: string | undefined): Way {
  const pair = findPair(report, transportId);
  if (!pair) return { protocol: null, turned: false, roundTripMs: null };
  const local = report.get(pair.localCandidateId) as Candidate | undefined;
  const remote = report.get(pair.remoteCandidateId) as Candidate | undefined;
  const seconds = pair.currentRoundTripTime;
  return {
    protocol: protocolOf(local?.relayProtocol ?? local?.protocol),
    turned: local?.candidateType === 'relay' || remote?.candidateType === 'relay',
    roundTripMs: seconds === undefined ? null : seconds * 1000,
  };
}

function findPair(
  report: RTCStatsReport,
  transportId: string | undefined,
): RTCIceCandidatePairStats | undefined {
  const transport = transportId
    ? (report.get(transportId) as RTCTransportStats | undefined)
    : undefined;
  const selected = transport?.selectedCandidatePairId;
  if (selected) return report.get(selected) as RTCIceCandidatePairStats | undefined;
  for (const entry of report.values()) {
    const pair = entry as RTCIceCandidatePairStats & { selected?: boolean };
    const isInUse = pair.selected ?? (pair.nominated === true && pair.state === 'succeeded');
    if (pair.type === 'candidate-pair' && isInUse) return pair;
  }
  return undefined;
}

/** TURN over TLS is TCP as well. */
function protocolOf(name: string | undefined): Way['protocol'] {
  if (name === undefined) return null;
  return name === 'udp' ? 'udp' : 'tcp';
}

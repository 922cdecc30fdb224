import type { Page } from 'playwright';

type Connections = Window & { connections: RTCPeerConnection[] };

/** Keeps the page's peer connections, of this document and of those after it, for {@link waysOf}. */
export async function keepConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    const Plain = window.RTCPeerConnection;
    Object.assign(window, {
      connections: kept,
      RTCPeerConnection: class extends Plain {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          kept.push(this);
        }
      },
    });
  });
}

/**
 * How the packets of each of the page's connections go: `udp` or `tcp`, straight to the other end, or
 * `turn-` and what is spoken with the TURN server, `udp`, `tcp` or `tls`.
 */
export function waysOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ways: string[] = [];
    for (const connection of (window as unknown as Connections).connections) {
      if (connection.connectionState !== 'connected') continue;
      const report = new Map<string, Record<string, string>>(await connection.getStats());
      const transport = [...report.values()].find(({ type }) => type === 'transport');
      const pair = report.get(transport?.['selectedCandidatePairId'] ?? '');
      const local = report.get(pair?.['localCandidateId'] ?? '');
      if (!local) continue;
      const turned = local['candidateType'] === 'relay';
      ways.push(turned ? `turn-${local['relayProtocol']}` : (local['protocol'] ?? ''));
    }
    return ways;
  });
}

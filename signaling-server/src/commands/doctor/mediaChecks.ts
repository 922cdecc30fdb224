import { isIPv4 } from 'node:net';
import { createSfuNode } from '@beside/sfu/node';
import { turnServersFor } from '../../media/iceServers.ts';
import { askAllocation, askBinding, readStunUrl } from './askStun.ts';
import { answerMs, fails, note, ok, reasonOf, type Check, type Finding } from './finding.ts';

const silent = () => undefined;
const silentLog = { error: silent, warn: silent, info: silent, debug: silent };

/** Whether pictures get through: the relay and its address, STUN and TURN. */
export const mediaChecks: Check[] = [
  {
    title: 'Relay',
    async run({ sfu }) {
      if (sfu.nodes) return lookAtNodes(sfu.nodes.urls);
      if (sfu.workerBin === undefined) {
        return fails('no mediasoup worker is installed', 'Start Beside once: `npm start` gets it.');
      }
      try {
        const node = await createSfuNode({
          ...{ workerBin: sfu.workerBin, listenIp: '127.0.0.1', port: 0, log: silentLog },
        });
        const state = node.state();
        await node.close();
        return state.ready
          ? ok("the relay's worker runs")
          : fails(
              state.reason,
              'Remove MEDIASOUP_WORKER_BIN and start Beside: it gets one that fits.',
            );
      } catch (failure) {
        return fails(
          `the relay's worker: ${reasonOf(failure)}`,
          'Start Beside once: it gets another.',
        );
      }
    },
  },
  {
    title: "Relay's address",
    async run({ sfu, publicUrl }) {
      if (sfu.nodes) return undefined;
      const told = sfu.announcedAddress ?? sfu.listenIp;
      const isPublic =
        publicUrl !== undefined && !/^(localhost|127\.)/.test(new URL(publicUrl).hostname);
      const isInner = isIPv4(told) && /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(told);
      if (isPublic && isInner) {
        return fails(
          `browsers are told that the relay is at ${told}`,
          'Set SFU_ANNOUNCED_ADDRESS to the address that people reach this machine by.',
        );
      }
      return ok(
        `browsers reach it at ${told}, UDP and TCP port ${sfu.port}: open both in the firewall`,
      );
    },
  },
  {
    title: 'STUN and TURN',
    async run({ turn }) {
      if (turn.urls.length === 0) {
        return note(
          'there is none',
          'Direct links between networks need STUN at least: set TURN_URLS. The relay carries without it.',
        );
      }
      const [minted] = turnServersFor(turn, 'doctor', Date.now());
      return Promise.all(turn.urls.map((url) => lookAtTurn(url, minted)));
    },
  },
];

async function lookAtNodes(urls: readonly string[]): Promise<Finding | Finding[]> {
  if (urls.length === 0) {
    return note(
      'no relay node is named',
      'Nodes register themselves (SFU_REGISTER_AT), or are named in SFU_URLS.',
    );
  }
  return Promise.all(
    urls.map(async (url) => {
      const start =
        'Start it (npm start -- --role sfu), and open its control port to this machine.';
      try {
        const answer = await fetch(`${url.replace(/^ws/, 'http')}/readyz`, {
          signal: AbortSignal.timeout(answerMs),
        });
        const { status, relay } = (await answer.json()) as { status?: string; relay?: string };
        return status === 'ready'
          ? ok(`${url} is ready`)
          : fails(`${url}: ${relay ?? status}`, start);
      } catch (failure) {
        return fails(`${url}: ${reasonOf(failure)}`, start);
      }
    }),
  );
}

async function lookAtTurn(
  url: string,
  minted: { username?: string; credential?: string } | undefined,
): Promise<Finding> {
  const { scheme, ...server } = readStunUrl(url);
  try {
    if (scheme.startsWith('stun')) {
      const error = await askBinding(server);
      return error === 0
        ? ok(`${url} answers`)
        : fails(`${url} answers ${error}`, 'Is it a STUN server?');
    }
    const { username = '', credential = '' } = minted ?? {};
    const error = await askAllocation(server, { username, credential });
    if (error === 0) return ok(`${url} gives a relay`);
    return fails(
      `${url} refuses a relay (${error})`,
      error === 401
        ? "TURN_SECRET has to be coturn's static-auth-secret, with use-auth-secret; and the clocks have to agree."
        : "Look into coturn's log.",
    );
  } catch (failure) {
    return fails(
      `${url} does not answer: ${reasonOf(failure)}`,
      `Start coturn, and open ${server.by === 'udp' ? 'UDP' : 'TCP'} port ${server.port}.`,
    );
  }
}

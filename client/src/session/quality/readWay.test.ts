import { expect, test } from 'vitest';
import { readWay } from './readWay.ts';

const report = (entries: object[]): RTCStatsReport =>
  new Map(entries.map((entry) => [(entry as RTCStats).id, entry]));

const pair = {
  ...{ id: 'p', type: 'candidate-pair', state: 'succeeded', nominated: true },
  ...{ localCandidateId: 'l', remoteCandidateId: 'r', currentRoundTripTime: 0.04 },
};
const host = { id: 'l', type: 'local-candidate', candidateType: 'host', protocol: 'udp' };
const remote = { id: 'r', type: 'remote-candidate', candidateType: 'host', protocol: 'udp' };

test('[S5] the way is that of the pair which the transport has selected', () => {
  const other = { ...pair, id: 'q', localCandidateId: 'm' };
  const tcp = { ...host, id: 'm', protocol: 'tcp' };
  const transport = { id: 't', type: 'transport', selectedCandidatePairId: 'q' };
  const entries = [transport, pair, other, host, tcp, remote];
  expect(readWay(report(entries), 't')).toEqual({
    protocol: 'tcp',
    turned: false,
    roundTripMs: 40,
  });
});

test('[S5] a browser without transports in its figures names the pair in use itself', () => {
  expect(readWay(report([pair, host, remote]), undefined).protocol).toBe('udp');
  expect(readWay(report([{ ...pair, selected: false }, host, remote]), undefined)).toEqual({
    protocol: null,
    turned: false,
    roundTripMs: null,
  });
});

test('[S5] through a TURN server it is said so, and over TLS that is TCP', () => {
  const turned = { ...host, candidateType: 'relay', relayProtocol: 'tls' };
  expect(readWay(report([pair, turned, remote]), undefined)).toMatchObject({
    protocol: 'tcp',
    turned: true,
  });
});

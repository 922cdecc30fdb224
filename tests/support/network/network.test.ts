import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canMakeNetworks, canShapeDelay } from './canMakeNetworks.ts';
import { createNetwork, type Network } from './createNetwork.ts';
import { fetchFrom, sendUdp } from './probes.ts';
import { run } from './run.ts';
import { hostLink } from './topology.ts';

const available = canMakeNetworks();
const delay = canShapeDelay();
const why = available.ok ? '' : ` (skipped: ${available.reason})`;
const bodyBytes = 100_000;
const testMs = 20_000;
const packets = 20;

describe.skipIf(!available.ok)(`[harness] a network of hosts${why}`, { timeout: testMs }, () => {
  let network: Network;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    network = await createNetwork({ hosts: ['customer', 'technician'] });
    server = createServer((request, response) => {
      response.end(request.url === '/large' ? 'x'.repeat(bodyBytes) : request.socket.remoteAddress);
    });
    await new Promise<void>((listening) => server.listen(0, network.serverAddress, listening));
    url = `http://${network.serverAddress}:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.close();
    await network.close();
  });

  beforeEach(() => network.unblockAll());

  const names = ['customer', 'technician'] as const;
  const reach = (name: string, withinMs = 8_000): Promise<string> =>
    fetchFrom(network.host(name), url, withinMs);
  const received = async (from: string, to: string): Promise<number> =>
    (await sendUdp(network.host(from), network.host(to), packets)).received;

  test.each(names)('[harness] the %s reaches the server, which sees its address', async (name) => {
    expect(await reach(name)).toBe(network.host(name).address);
  });

  test('[harness] a host has the address that it was given, and none that appears later', () => {
    for (const name of names) {
      const { namespace, address } = network.host(name);
      const held = run('ip', ['-n', namespace, '-o', 'address', 'show', 'dev', hostLink]);
      expect(held.match(/\binet6? \S+/g)).toEqual([`inet ${address}/30`]);
    }
  });

  test('[harness] hosts reach each other by UDP, and the way back', async () => {
    const report = await sendUdp(network.host('customer'), network.host('technician'), packets);
    expect(report.received).toBe(packets);
    expect(report.roundTripsMs).toHaveLength(packets);
  });

  test('[harness] blocked UDP does not pass, the server does, and it can be undone', async () => {
    network.blockUdpBetween('customer', 'technician');
    expect(await received('customer', 'technician')).toBe(0);
    expect(await received('technician', 'customer')).toBe(0);
    await Promise.all(names.map((name) => reach(name)));
    network.unblockBetween('technician', 'customer');
    expect(await received('customer', 'technician')).toBe(packets);
  });

  test('[harness] a block of one direction leaves the other', async () => {
    network.blockAllBetween('customer', 'technician', { direction: 'forth' });
    expect(await received('customer', 'technician')).toBe(0);
    expect(await received('technician', 'customer')).toBe(packets);
  });

  test('[harness] a host cut off from the server hears nothing, not even a refusal', async () => {
    network.blockAllBetween('customer', 'server');
    await expect(reach('customer', 1_000)).rejects.toThrow('TimeoutError');
    await reach('technician');
  });

  test('[harness] a rate holds a host back and unshape frees it', async () => {
    await network.shape('customer', { rateKbit: 500 });
    expect(
      await timed(() => fetchFrom(network.host('customer'), `${url}/large`, 9_000)),
    ).toBeGreaterThan(1_000);
    await network.unshape('customer');
    expect(
      await timed(() => fetchFrom(network.host('customer'), `${url}/large`, 9_000)),
    ).toBeLessThan(1_000);
  });

  test('[harness] loss takes its share of the packets', async () => {
    await network.shape('technician', { lossPercent: 50 });
    const report = await sendUdp(network.host('customer'), network.host('technician'), 200);
    await network.unshape('technician');
    expect(report.received).toBeGreaterThan(50);
    expect(report.received).toBeLessThan(150);
  });

  test('[harness] loss between two leaves the way to the server alone', async () => {
    network.loseBetween('customer', 'technician', 100, { direction: 'forth' });
    expect(await received('customer', 'technician')).toBe(0);
    expect(await received('technician', 'customer')).toBe(packets);
    await reach('customer');
    network.loseBetween('customer', 'technician', 0);
    expect(await received('customer', 'technician')).toBe(packets);
  });

  test.skipIf(!delay.ok)('[harness] delay counts once in each direction, at each end', async () => {
    await network.shape('customer', { delayMs: 20 });
    await network.shape('technician', { delayMs: 30 });
    const report = await sendUdp(network.host('customer'), network.host('technician'), packets);
    const took = await timed(() => reach('customer'));
    await network.unshape('customer');
    await network.unshape('technician');
    expect(report.roundTripsMs).toHaveLength(packets);
    expect(Math.min(...report.roundTripsMs)).toBeGreaterThanOrEqual(100);
    expect(Math.min(...report.roundTripsMs)).toBeLessThan(150);
    // A handshake and a request over TCP.
    expect(took).toBeGreaterThan(80);
    const freed = await sendUdp(network.host('customer'), network.host('technician'), packets);
    expect(Math.min(...freed.roundTripsMs)).toBeLessThan(50);
  });

  test.skipIf(!delay.ok)('[harness] jitter spreads the delay and keeps the order', async () => {
    await network.shape('technician', { delayMs: 5, jitterMs: 40 });
    const { roundTripsMs } = await sendUdp(
      network.host('customer'),
      network.host('technician'),
      packets * 5,
    );
    await network.unshape('technician');
    expect(roundTripsMs).toHaveLength(packets * 5);
    expect(Math.max(...roundTripsMs) - Math.min(...roundTripsMs)).toBeGreaterThan(15);
  });

  test('[harness] a host that moves is reached at its other address, and not between', async () => {
    const before = network.host('customer').address;
    network.unplug('customer');
    await expect(reach('customer', 1_000)).rejects.toThrow();
    network.plugElsewhere('customer');
    expect(network.host('customer').address).not.toBe(before);
    expect(await reach('customer')).toBe(network.host('customer').address);
    expect(await received('technician', 'customer')).toBe(packets);
    network.unplug('customer');
    network.plugElsewhere('customer');
    expect(await reach('customer')).toBe(before);
  });

  test('[harness] names that are unknown or unfit are refused', async () => {
    expect(() => network.host('nobody')).toThrow(RangeError);
    expect(() => network.blockAllBetween('customer', 'nobody')).toThrow(RangeError);
    await expect(createNetwork({ hosts: ['server'] })).rejects.toThrow(RangeError);
    await expect(createNetwork({ hosts: ['a', 'a'] })).rejects.toThrow(RangeError);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

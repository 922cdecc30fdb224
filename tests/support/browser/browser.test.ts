import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canMakeNetworks } from '../network/canMakeNetworks.ts';
import { createNetwork, type Network } from '../network/createNetwork.ts';
import { directLinkPage } from './directLinkPage.ts';
import { findChromium } from './findChromium.ts';
import { launchBrowser } from './launchBrowser.ts';

interface Figures {
  readonly messages: number;
  readonly remoteAddress?: string;
  readonly packetsReceived: number;
  readonly framesDecoded: number;
  readonly width: number;
  readonly height: number;
}

const networks = canMakeNetworks();
const reason = networks.ok ? (findChromium() ? undefined : 'no Chromium') : networks.reason;
const why = reason ? ` (skipped: ${reason})` : '';
const testMs = 30_000;
const inFlightMs = 500;
const silenceMs = 1_500;

describe.skipIf(reason)(`[harness] browsers on hosts${why}`, { timeout: testMs }, () => {
  let network: Network;
  let server: Server;
  const browsers: Browser[] = [];
  let customer: Page;
  let technician: Page;

  beforeAll(async () => {
    network = await createNetwork({ hosts: ['customer', 'technician'] });
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end(directLinkPage);
    });
    await new Promise<void>((listening) => server.listen(0, network.serverAddress, listening));
    const origin = `http://${network.serverAddress}:${(server.address() as AddressInfo).port}`;
    const open = async (name: string): Promise<Page> => {
      const host = network.host(name);
      const options = { host, autoAcceptThisTab: true, secureOrigins: [origin] };
      const browser = await launchBrowser(options);
      browsers.push(browser);
      const page = await browser.newPage();
      await page.goto(origin);
      return page;
    };
    [customer, technician] = await Promise.all([open('customer'), open('technician')]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    server.closeAllConnections();
    server.close();
    await network.close();
  });

  const figures = (page: Page): Promise<Figures> => page.evaluate<Figures>('figures()');
  const framesDecoded = async (): Promise<number> => (await figures(technician)).framesDecoded;

  test('[harness] a tab is shared over a direct link between two hosts', async () => {
    await customer.getByRole('button', { name: 'Share' }).click();
    await customer.getByText('Sharing').waitFor();
    const offer = await customer.evaluate<unknown>('makeOffer()');
    const answer = await technician.evaluate<unknown>(`makeAnswer(${JSON.stringify(offer)})`);
    await customer.evaluate<unknown>(`takeAnswer(${JSON.stringify(answer)})`);

    await expect.poll(framesDecoded, { timeout: 10_000 }).toBeGreaterThan(10);
    const seen = await figures(technician);
    expect(seen.remoteAddress).toBe(network.host('customer').address);
    expect(seen).toMatchObject({ width: 1280, height: 720 });
    expect(seen.messages).toBeGreaterThan(0);
  });

  test('[harness] a cut stops the packets, not the server, and heals', async () => {
    network.blockUdpBetween('customer', 'technician');
    await sleep(inFlightMs);
    const cut = await figures(technician);
    await sleep(silenceMs);
    expect(await figures(technician)).toEqual(cut);
    for (const page of [customer, technician]) {
      expect(await page.evaluate<number>('fetch("/").then(({ status }) => status)')).toBe(200);
    }

    network.unblockAll();
    await expect.poll(framesDecoded, { timeout: 10_000 }).toBeGreaterThan(cut.framesDecoded + 10);
    // The channel resends on a timer that doubles in silence, so it is seconds behind the video.
    const messages = async (): Promise<number> => (await figures(technician)).messages;
    await expect.poll(messages, { timeout: 10_000 }).toBeGreaterThan(cut.messages);
  });
});

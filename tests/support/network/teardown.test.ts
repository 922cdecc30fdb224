import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canMakeNetworks } from './canMakeNetworks.ts';
import { createNetwork } from './createNetwork.ts';
import { parseNamespaceName, rootLinkName } from './names.ts';
import { run } from './run.ts';

const available = canMakeNetworks();
const why = available.ok ? '' : ` (skipped: ${available.reason})`;
const exitListeners = (): number[] =>
  ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].map((event) => process.listenerCount(event));

describe.skipIf(!available.ok)(`[harness] the end of a network${why}`, { timeout: 20_000 }, () => {
  test('[harness] close leaves no namespace, link, route, table, setting or listener', async () => {
    const before = { settings: rootSettings(), listeners: exitListeners() };
    const network = await createNetwork({ hosts: ['customer', 'technician'] });
    const { namespace } = network.host('customer');
    expect(tracesOf(namespace)).toEqual({ namespaces: 3, links: 1, routes: 2 });
    network.blockAllBetween('customer', 'technician');

    await network.close();
    await network.close();
    expect(tracesOf(namespace)).toEqual(noTraces);
    expect({ settings: rootSettings(), listeners: exitListeners() }).toEqual(before);
  });

  test('[harness] close ends what still runs on a host', async () => {
    const network = await createNetwork({ hosts: ['customer'] });
    const [command = '', ...prefix] = network.host('customer').execPrefix;
    const left = spawn(command, [...prefix, 'sleep', '60']);
    await once(left, 'spawn');
    await expect
      .poll(() => run('ip', ['netns', 'pids', network.host('customer').namespace]))
      .toBe(`${left.pid}\n`);
    const ended = once(left, 'exit');
    await network.close();
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '[harness] a test process that gets %s removes its network and ends by it',
    async (signal) => {
      const { child, namespace } = await networkInChild();
      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(tracesOf(namespace)).toEqual(noTraces);
    },
  );

  test('[harness] what a killed test process left behind goes when the next one starts', async () => {
    const { child, namespace } = await networkInChild();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const next = await createNetwork({ hosts: ['customer'] });
    expect(tracesOf(namespace)).toEqual(noTraces);
    await next.close();
  });
});

const noTraces = { namespaces: 0, links: 0, routes: 0 };

async function networkInChild() {
  const module = new URL('./createNetwork.ts', import.meta.url).href;
  const script = `
    const { createNetwork } = await import(${JSON.stringify(module)});
    const network = await createNetwork({ hosts: ['customer', 'technician'] });
    process.stdout.write(network.host('customer').namespace);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  child.stdout.setEncoding('utf8');
  const [namespace] = (await once(child.stdout, 'data')) as [string];
  return { child, namespace };
}

// Other test files make networks at the same time: only what belongs to this one is counted.
function tracesOf(namespace: string) {
  const slot = parseNamespaceName(namespace)?.slot ?? Number.NaN;
  const count = (text: string, pattern: RegExp): number =>
    text.split('\n').filter((line) => pattern.test(line)).length;
  const link = new RegExp(`\\b${rootLinkName(slot)}\\b`);
  return {
    namespaces: count(run('ip', ['netns', 'list']), new RegExp(`^beside-\\d+-${slot}-`)),
    links: count(run('ip', ['-o', 'link']), link),
    routes: count(run('ip', ['route']), link),
  };
}

function rootSettings() {
  return {
    tables: run('nft', ['list', 'tables']),
    forward: readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8'),
    links: run('ip', ['-br', 'link']).replaceAll(/^beside.*\n/gm, ''),
  };
}

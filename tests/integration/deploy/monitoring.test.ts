import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMetrics as createSfuMetrics } from '@beside/sfu/ops/metrics';
import { enterAsCustomer, enterAsTechnician } from '../../support/installation/people.ts';
import {
  startTestInstallation,
  type TestInstallation,
} from '../../support/installation/testInstallation.ts';

interface Alerts {
  groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
}
interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../../../deploy/monitoring/${name}`, import.meta.url));
const alerts = (parse(readFileSync(fileOf('alerts.yaml'), 'utf8')) as Alerts).groups.flatMap(
  ({ rules }) => rules,
);
const dashboard = JSON.parse(readFileSync(fileOf('dashboard.json'), 'utf8')) as Dashboard;
const panels = dashboard.panels.flatMap(({ title, targets }) =>
  targets.map(({ expr }) => ({ title, expr })),
);

/** Of an expression, what is asked of Prometheus; a histogram is asked by its buckets. */
const namesIn = (expression: string): string[] =>
  (expression.match(/\b(?:beside|nodejs|process)_\w+/g) ?? []).map((name) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  );

const promtool = '/usr/bin/promtool';

describe('[O4] what watches an installation', () => {
  let installation: TestInstallation;
  let told: Set<string>;
  beforeAll(async () => {
    installation = await startTestInstallation();
    const own = await (await fetch(`${installation.url}/metrics`)).text();
    const relay = await createSfuMetrics(
      () => ({
        ...{ workers: [], rooms: 0, peers: 0, transports: 0, producers: 0, consumers: 0 },
        ...{ dataProducers: 0, dataConsumers: 0 },
      }),
      () => ({
        ...{ id: '', region: '', capacity: 1, rooms: 0, load: 0, draining: false, reason: null },
      }),
    ).metrics();
    told = new Set([...`${own}\n${relay}`.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!));
  });
  afterAll(() => installation.close());

  test.each(alerts)('the alert $alert asks for what is told, and says what to do', (rule) => {
    const { expr, annotations } = rule;
    for (const name of namesIn(expr)) expect([...told]).toContain(name);
    expect(annotations).toMatchObject({ summary: /\S/, todo: /\S/ });
  });

  test.each(panels)('the panel "$title" asks for what is told', ({ expr }) => {
    expect(namesIn(expr).length).toBeGreaterThan(0);
    for (const name of namesIn(expr)) expect([...told]).toContain(name);
  });

  test.skipIf(!existsSync(promtool))('the rules are ones by Prometheus itself', () => {
    const said = execFileSync(promtool, ['check', 'rules', fileOf('alerts.yaml')], {
      encoding: 'utf8',
    });
    expect(said).toContain(`${alerts.length} rules found`);
  });

  test('how many wait, and how long, is told', async () => {
    const customer = await enterAsCustomer(installation.url);
    const metrics = async () => (await fetch(`${installation.url}/metrics`)).text();
    // What was read is told again for some seconds.
    await expect
      .poll(metrics, { timeout: 15_000 })
      .toMatch(/^beside_requests_open\{phase="(waiting|offered)"\} 1$/m);
    expect(await metrics()).toMatch(/^beside_requests_oldest_wait_seconds \d/m);
    expect(await metrics()).toMatch(/^beside_request_wait_seconds_count 0$/m);
    const technician = await enterAsTechnician(installation.url);
    await technician.request('request:assign', { requestId: customer.requestId });
    await expect.poll(metrics).toMatch(/^beside_request_wait_seconds_count 1$/m);
    technician.close();
    customer.close();
  });
});

test('[O4] the metrics are for those who know the token, and for private networks without one', async () => {
  const token = 'a token that is long enough';
  const installation = await startTestInstallation({
    METRICS_TOKEN: token,
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const ask = (headers: Record<string, string>) =>
    fetch(`${installation.url}/metrics`, { headers }).then(({ status }) => status);
  expect(await ask({})).toBe(404);
  expect(await ask({ authorization: 'Bearer another one, long enough' })).toBe(404);
  expect(await ask({ authorization: `Bearer ${token}` })).toBe(200);
  await installation.close();

  const open = await startTestInstallation({ TRUSTED_PROXIES: '127.0.0.1' });
  const from = (address: string) =>
    fetch(`${open.url}/metrics`, { headers: { 'x-forwarded-for': address } }).then(
      ({ status }) => status,
    );
  expect(await from('10.1.2.3')).toBe(200);
  expect(await from('8.8.4.4')).toBe(404);
  await open.close();
});

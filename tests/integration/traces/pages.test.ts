import { describe, expect, test } from 'vitest';
import { freePort } from '../../support/freePort.ts';
import { enterAsCustomer } from '../../support/installation/people.ts';
import {
  ask,
  makeTraceparent,
  message,
  openCollector,
  startInstallation,
  startServer,
} from './support.ts';

describe('[S10] what pages say', () => {
  test('a traceparent that is none is refused; a page that sends none is served as ever', async () => {
    const collector = await openCollector();
    for (const environment of [{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, {}]) {
      const installation = await startInstallation(environment);
      const { requestId, ...customer } = await enterAsCustomer(installation.url);
      for (const wrong of [
        'words',
        '',
        null,
        {},
        makeTraceparent().replace('00-', '01-'),
        makeTraceparent().toUpperCase().replaceAll(/\d/g, 'A'),
        `${makeTraceparent()}-00`,
        `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`,
        `00-${'1'.repeat(32)}-${'0'.repeat(16)}-01`,
      ]) {
        expect([wrong, await ask(customer, 'chat:post', message(requestId), wrong)]).toMatchObject([
          wrong,
          { error: { code: 'bad-request' } },
        ]);
      }
      const { entries } = await customer.request('chat:since', { requestId, afterSeq: 0 });
      expect(entries.filter((entry) => entry.kind === 'message' && entry.text === 'hello')).toEqual(
        [],
      );
      expect(await ask(customer, 'chat:post', message(requestId), makeTraceparent())).toMatchObject(
        { ok: true },
      );
      expect(await customer.ask('chat:post', message(requestId))).toMatchObject({ ok: true });
    }
  });

  test('what they tell has names of ours, and not too much of it is taken', async () => {
    const collector = await openCollector();
    const installation = await startInstallation({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const customer = await enterAsCustomer(installation.url);
    const span = { event: 'chat:post', outcome: 'ok', agoMs: 1, durationMs: 1 };
    const refused = async (spans: object[]) => {
      const told = customer.next('refused', ({ event }) => event === 'trace:spans');
      customer.socket.emit('trace:spans', { spans });
      return (await told).error.code;
    };
    const traceparent = makeTraceparent();
    for (const wrong of [
      { ...span, traceparent, event: 'words of a stranger' },
      { ...span, traceparent, event: 'toString' },
      { ...span, traceparent, outcome: 'words of a stranger' },
      { ...span, traceparent, durationMs: 60_001 },
      { ...span, traceparent, agoMs: -1 },
      { ...span, traceparent: 'none' },
      { ...span, traceparent, more: 1 },
    ]) {
      expect([wrong, await refused([wrong])]).toEqual([wrong, 'bad-request']);
    }
    const many = (count: number) =>
      Array.from({ length: count }, () => ({ ...span, traceparent: makeTraceparent() }));
    expect(await refused(many(33))).toBe('bad-request');
    const flooded = customer.next('refused', ({ error }) => error.code === 'rate-limited');
    for (let times = 0; times < 20; times += 1) {
      customer.socket.emit('trace:spans', { spans: many(32) });
    }
    await flooded;
    await installation.close();
    expect(collector.text()).not.toContain('stranger');
  });
});

describe('[O4] whoever wants no traces, or has no collector at the moment', () => {
  test('pages are asked for traces by an installation that is traced, and by no other', async () => {
    const collector = await openCollector();
    for (const [environment, expected] of [
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'always_on' }, [1]],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER: 'always_off' }, []],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SDK_DISABLED: 'true' }, []],
      [{}, []],
    ] as [Record<string, string>, number[]][]) {
      const installation = await startInstallation(environment);
      const customer = await enterAsCustomer(installation.url);
      const asked: number[] = [];
      customer.socket.on('trace:wanted', ({ ratio }: { ratio: number }) => asked.push(ratio));
      customer.socket.disconnect().connect();
      await new Promise<void>((resolve) => customer.socket.once('connect', resolve));
      await customer.request('chat:since', { requestId: customer.requestId, afterSeq: 0 });
      expect(asked).toEqual(expected);
      await installation.close();
    }
  });

  test('a collector that is away harms nobody, and is warned of once', async () => {
    const server = await startServer({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
      // The exporter's own: it does not try again for long.
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    });
    const customer = await enterAsCustomer(server.url);
    const warnings = () => server.output.split('\n').filter((line) => line.includes('collector'));
    for (let times = 0; times < 3; times += 1) {
      const reply = await ask(
        customer,
        'chat:post',
        message(customer.requestId),
        makeTraceparent(),
      );
      expect(reply).toMatchObject({ ok: true });
      await expect.poll(() => warnings().length, { timeout: 30_000 }).toBe(1);
    }
    server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(warnings()).toHaveLength(1);
  });
});

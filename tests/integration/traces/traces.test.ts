import { v7 as uuidV7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import {
  enterAsCustomer,
  enterAsTechnician,
  postJson,
  requestForm,
} from '../../support/installation/people.ts';
import { demoPassword } from '../../support/installation/testInstallation.ts';
import { createDatabase } from '../../support/postgres/createDatabase.ts';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import {
  ask,
  atEnd,
  childrenOf,
  makeTraceparent,
  message,
  openCollector,
  startInstallation,
  startServer,
} from './support.ts';

describe('[O4] what is handed over', () => {
  test('[S10] one message is one trace: of the page, of the event, of the database', async () => {
    const collector = await openCollector();
    const server = await startServer({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=of%20ours',
      OTEL_SERVICE_NAME: 'desk',
    });
    const secretText = 'nobody else may read these words';
    const customer = await enterAsCustomer(server.url, { name: 'Nadia Nobody' });
    const technician = await enterAsTechnician(server.url);
    const traceparent = makeTraceparent();
    const [, traceId, spanId] = traceparent.split('-');
    const posted = message(customer.requestId, secretText);
    expect(await ask(customer, 'chat:post', posted, traceparent)).toMatchObject({ ok: true });
    const told = { traceparent, event: 'chat:post', outcome: 'ok', agoMs: 30, durationMs: 25.5 };
    customer.socket.emit('trace:spans', { spans: [told] });

    const traced = () => collector.spans().filter((span) => span.traceId === traceId);
    const findPage = () => traced().find((span) => span.spanId === spanId);
    // The last of them to be over.
    await expect.poll(findPage, { timeout: 30_000 }).toBeDefined();
    const ofPage = findPage();
    expect(ofPage).toMatchObject({
      ...{ name: 'chat:post', service: 'desk-page', parentSpanId: undefined },
      attributes: { 'beside.outcome': 'ok' },
    });
    expect((ofPage?.endMs ?? 0) - (ofPage?.startMs ?? 0)).toBeCloseTo(25.5, 0);
    const [ofEvent, ...others] = childrenOf(traced(), ofPage!);
    expect(others).toEqual([]);
    expect(ofEvent).toMatchObject({
      ...{ name: 'chat:post', service: 'desk', node: ofPage?.node },
      attributes: { 'beside.outcome': 'ok' },
    });
    const ofDatabase = childrenOf(traced(), ofEvent!);
    expect(ofDatabase.map(({ name }) => name)).toContain('database postMessage');
    for (const span of ofDatabase) {
      expect(span.attributes).toEqual({ 'db.system.name': 'sqlite', 'beside.outcome': 'ok' });
      expect(span.startMs).toBeGreaterThanOrEqual(ofEvent!.startMs - 5);
      expect(span.endMs).toBeLessThanOrEqual(ofEvent!.endMs + 5);
    }

    // What is still here at the end goes out with it.
    const last = makeTraceparent();
    await ask(customer, 'chat:post', message(customer.requestId), last);
    const before = collector.calls.length;
    server.kill('SIGTERM');
    expect(await server.ended()).toBe(0);
    expect(collector.calls.length).toBeGreaterThan(before);
    const [, lastTraceId] = last.split('-');
    expect(collector.spans().map((span) => span.traceId)).toContain(lastTraceId);

    expect(new Set(collector.calls.map(({ path }) => path))).toEqual(new Set(['/v1/traces']));
    expect(collector.calls.every(({ headers }) => headers['x-key'] === 'of ours')).toBe(true);
    const text = collector.text();
    for (const secret of [
      secretText,
      customer.token,
      technician.cookie.split('=')[1] ?? technician.cookie,
      customer.requestId,
      'Nadia',
      'printer',
      'tech@demo.test',
      '127.0.0.1',
      demoPassword,
    ]) {
      expect(text.replaceAll(new URL(collector.url).host, '')).not.toContain(secret);
    }
  });

  test('a request over HTTP goes by the pattern of its route, with its transaction and the commit', async () => {
    const collector = await openCollector();
    const installation = await startInstallation({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await enterAsTechnician(installation.url);
    const traceparent = makeTraceparent();
    const opened = await postJson(
      `${installation.url}/api/v1/portals/demo/requests`,
      requestForm(),
      { traceparent },
    );
    expect(opened.status).toBe(200);
    await postJson(`${installation.url}/api/v1/portals/no-such-portal/requests`, requestForm(), {
      traceparent: `${traceparent}-and-more`,
    });
    await fetch(`${installation.url}/healthz`);
    await fetch(`${installation.url}/assets/portal/guessed.js?secret=1`);
    await installation.close();

    const spans = collector.spans();
    const [, traceId, spanId] = traceparent.split('-');
    const named = spans.filter(({ name }) => name === 'POST /api/v1/portals/:slug/requests');
    expect(named).toHaveLength(2);
    expect(named.find((span) => span.traceId === traceId)).toMatchObject({
      ...{ service: 'beside', parentSpanId: spanId },
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/api/v1/portals/:slug/requests',
        'http.response.status_code': 200,
        'beside.outcome': 'ok',
      },
    });
    expect(named.find((span) => span.traceId !== traceId)).toMatchObject({
      parentSpanId: undefined,
      attributes: { 'http.response.status_code': 404, 'beside.outcome': 'not-found' },
    });
    const work = childrenOf(
      spans,
      named.find((span) => span.traceId === traceId)!,
    );
    const transaction = work.find(({ name }) => name === 'database transaction');
    expect(childrenOf(spans, transaction!).map(({ name }) => name)).toEqual(['database commit']);
    expect(collector.text()).not.toMatch(/healthz|guessed|no-such-portal|demo\/requests/);
  });

  const programs = findPostgres();
  test.skipIf('missing' in programs)('so it is on PostgreSQL', async () => {
    if ('missing' in programs) return;
    const postgres = await startPostgres(programs);
    atEnd(() => postgres.stop());
    const collector = await openCollector();
    const installation = await startInstallation({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      DATABASE_URL: await createDatabase(postgres.url),
    });
    const customer = await enterAsCustomer(installation.url);
    const traceparent = makeTraceparent();
    await ask(customer, 'chat:post', message(customer.requestId), traceparent);
    await installation.close();
    const [, traceId] = traceparent.split('-');
    const spans = collector.spans().filter((span) => span.traceId === traceId);
    const event = spans.find(({ name }) => name === 'chat:post');
    const transaction = childrenOf(spans, event!).find(
      ({ name }) => name === 'database transaction',
    );
    expect(transaction?.attributes['db.system.name']).toBe('postgresql');
    expect(childrenOf(spans, transaction!).map(({ name }) => name)).toEqual(['database commit']);
  });

  test('a refusal is noted by its code, and its trace is named to the page', async () => {
    const collector = await openCollector();
    const installation = await startInstallation({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const customer = await enterAsCustomer(installation.url);
    const traceparent = makeTraceparent();
    const [, traceId] = traceparent.split('-');
    expect(await ask(customer, 'chat:post', message(uuidV7()), traceparent)).toMatchObject({
      error: { code: 'not-found', traceId },
    });
    await installation.close();
    const span = collector
      .spans()
      .find((one) => one.traceId === traceId && one.name === 'chat:post');
    expect(span?.attributes).toEqual({ 'beside.outcome': 'not-found' });
  });

  test('of what is not to be kept nothing is handed over', async () => {
    const collector = await openCollector();
    const installation = await startInstallation({
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/own/path`,
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0',
    });
    const customer = await enterAsCustomer(installation.url);
    const traceparent = makeTraceparent('00');
    await ask(customer, 'chat:post', message(customer.requestId), traceparent);
    const span = { event: 'chat:post', outcome: 'ok', agoMs: 1, durationMs: 1 };
    customer.socket.emit('trace:spans', { spans: [{ ...span, traceparent }] });
    await customer.request('chat:since', { requestId: customer.requestId, afterSeq: 0 });
    const kept = makeTraceparent();
    await ask(customer, 'chat:post', message(customer.requestId), kept);
    await installation.close();
    const [, traceId] = kept.split('-');
    expect(new Set(collector.spans().map((one) => one.traceId))).toEqual(new Set([traceId]));
    expect(new Set(collector.calls.map(({ path }) => path))).toEqual(new Set(['/own/path']));
  });
});

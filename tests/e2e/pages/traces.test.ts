import { afterAll, beforeAll, expect, test } from 'vitest';
import { openThePortals } from '../../support/installation/people.ts';
import { startCollector, type Collector } from '../../support/otlp/startCollector.ts';
import { openChat, say } from '../support/actors.ts';
import { bringUpBeside } from '../support/bringUp.ts';
import { describeInBrowser } from '../support/describeWith.ts';

describeInBrowser('an installation that is traced', () => {
  let collector: Collector;
  beforeAll(async () => {
    collector = await startCollector();
  });
  afterAll(() => collector.close());
  const beside = bringUpBeside({}, () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }));

  test('[S10] a trace begins at the click in the page and ends at the database', async () => {
    await openThePortals(beside.url);
    const portal = await beside.open();
    await openChat(portal, beside.url);
    await say(portal, 'Words that stay between us');

    const named = (name: string) => collector.spans().filter((span) => span.name === name);
    const ofPage = () => named('chat:post').find(({ service }) => service === 'beside-page');
    await expect.poll(ofPage).toBeDefined();
    const click = ofPage()!;
    const ofEvent = () => named('chat:post').find((span) => span.parentSpanId === click.spanId);
    await expect.poll(ofEvent).toBeDefined();
    const event = ofEvent()!;
    const [stored] = named('database postMessage').filter(
      ({ parentSpanId }) => parentSpanId === event.spanId,
    );
    expect([click, event, stored].map((span) => span?.traceId)).toEqual(
      Array(3).fill(click.traceId),
    );
    expect(click.parentSpanId).toBeUndefined();
    expect(click.attributes).toEqual({ 'beside.outcome': 'ok' });
    // The page's time holds the server's: nothing is quicker over the line than without it.
    expect(click.endMs - click.startMs).toBeGreaterThanOrEqual(event.endMs - event.startMs - 5);
    expect(collector.text()).not.toContain('Words that stay');
  });
});

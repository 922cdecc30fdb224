import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidV7 } from 'uuid';
import { afterEach } from 'vitest';
import type { Reply } from '@beside/shared/protocol/errors';
import type { TestPage } from '../../support/installation/people.ts';
import { startSignalingProcess } from '../../support/installation/signalingProcess.ts';
import {
  demoPassword,
  startTestInstallation,
} from '../../support/installation/testInstallation.ts';
import {
  startCollector,
  type CollectedSpan,
  type Collector,
} from '../../support/otlp/startCollector.ts';

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});

/** Done after the test, the youngest first. */
export const atEnd = (end: () => Promise<unknown>): void => void ends.push(end);

export const makeTraceparent = (flags = '01'): string =>
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-${flags}`;

/** Asks as a page does that is part of a trace. */
export const ask = (page: TestPage, event: string, input: unknown, traceparent: unknown) =>
  page.socket.timeout(15_000).emitWithAck(event, input, traceparent) as Promise<Reply<unknown>>;

export const message = (requestId: string, text = 'hello') => ({ requestId, id: uuidV7(), text });

export async function openCollector(): Promise<Collector> {
  const collector = await startCollector();
  atEnd(() => collector.close());
  return collector;
}

/** A server of its own, as an operator starts it. */
export async function startServer(environment: Record<string, string>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-traces-'));
  atEnd(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startSignalingProcess({
    DATA_DIR: dataDir,
    DEMO_PASSWORD: demoPassword,
    ...environment,
  });
  atEnd(async () => {
    server.kill('SIGKILL');
    await server.ended();
  });
  return server;
}

/** An installation in this process; what it has noted is handed over when it is closed. */
export async function startInstallation(environment: Record<string, string>) {
  const installation = await startTestInstallation(environment);
  atEnd(() => installation.close());
  return installation;
}

export const childrenOf = (spans: CollectedSpan[], { traceId, spanId }: CollectedSpan) =>
  spans.filter((span) => span.traceId === traceId && span.parentSpanId === spanId);

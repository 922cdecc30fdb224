import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../support/freePort.ts';
import { startTestInstallation } from '../../support/installation/testInstallation.ts';
import { findWorker } from '../../support/installation/worker.ts';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres } from '../../support/postgres/startPostgres.ts';
import { findRedis, startRedis } from '../../support/redis/startRedis.ts';
import { findCoturn, startCoturn } from '../../support/turn/startCoturn.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const worker = await findWorker();

/** What it says of an installation with these settings. */
async function examine(
  environment: Record<string, string>,
): Promise<{ code: number; said: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beside-doctor-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const env = {
    PATH: process.env['PATH'],
    ...{ DATA_DIR: dataDir, PORT: String(await freePort()), NO_COLOR: '1' },
    ...(worker.ok ? { MEDIASOUP_WORKER_BIN: worker.path } : {}),
    ...environment,
  };
  return new Promise((resolve) => {
    const args = ['signaling-server/src/commands/doctor.ts'];
    execFile(process.execPath, args, { cwd: root, env }, (failure, out, err) => {
      const code = failure ? Number(failure.code) : 0;
      resolve({ code, said: `${out}${err}` });
    });
  });
}

test.skipIf(!worker.ok)('[O1][O4] an installation of one process has what it needs', async () => {
  const { code, said } = await examine({});
  expect(said).not.toContain('✗');
  expect(said).toMatch(/✓ Address: port 127\.0\.0\.1:\d+ is free/);
  expect(said).toContain('✓ Database: a new one will be made');
  expect(said).toContain("✓ Relay: the relay's worker runs");
  expect(said).toContain('! Mail: no mail is sent');
  expect(code).toBe(0);
});

test('[O4] one that runs is known, its database read, and what is wrong is named with what to do', async () => {
  const installation = await startTestInstallation();
  onTestFinished(() => installation.close());
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
  const { port: silent } = nobody.address() as AddressInfo;
  onTestFinished(() => void nobody.close());
  const closed = await freePort();
  const { code, said } = await examine({
    ...{ DATA_DIR: installation.dataDir, PORT: new URL(installation.url).port },
    PUBLIC_URL: 'http://help.example.test',
    ...{ TURN_URLS: `stun:127.0.0.1:${closed},turn:127.0.0.1:${silent}?transport=tcp` },
    ...{ TURN_SECRET: 'what nobody knows', MEDIASOUP_WORKER_BIN: '/bin/false' },
    ...{ SMTP_URL: `smtp://127.0.0.1:${closed}`, MAIL_FROM: 'a@b.test', SFU_LISTEN_IP: '10.0.0.9' },
  });
  expect(said).toContain('✓ Address: Beside runs at');
  expect(said).toMatch(/✓ Database: .*beside\.sqlite can be read/);
  expect(said).toContain('✗ PUBLIC_URL: http://help.example.test is not HTTPS');
  expect(said).toMatch(/✗ Relay: .*\n {4}\S/);
  expect(said).toContain('Set SFU_ANNOUNCED_ADDRESS');
  expect(said).toContain(`✗ STUN and TURN: stun:127.0.0.1:${closed} does not answer`);
  expect(said).toContain(`✗ STUN and TURN: turn:127.0.0.1:${silent}?transport=tcp does not answer`);
  expect(said).toMatch(/✗ Mail: the mail server: .*\n {4}Check SMTP_URL/);
  expect(code).toBe(1);
}, 30_000);

test('[O2] settings that cannot be used are said by their names', async () => {
  const { code, said } = await examine({ PORT: 'eighty' });
  expect(said).toContain('PORT');
  expect(code).toBe(1);
});

const [programs, redisServer, coturn] = [findPostgres(), findRedis(), findCoturn()];
const missing = [programs, redisServer, coturn].find((found) => 'missing' in found);
test.skipIf(missing !== undefined)(
  '[O3][O5] PostgreSQL, Redis and coturn are tried as they will be used',
  async () => {
    if ('missing' in programs || 'missing' in redisServer || 'missing' in coturn) return;
    const [port, secret] = [await freePort(), 'what coturn knows'];
    const postgres = await startPostgres(programs);
    const redis = await startRedis(redisServer);
    const turn = await startCoturn(coturn, {
      ...{ address: '127.0.0.1', port, secret, allowedPeers: [] },
    });
    onTestFinished(async () => {
      await Promise.all([postgres.stop(), redis.stop(), turn.stop()]);
    });
    const servers = {
      ...{ DATABASE_URL: postgres.url, REDIS_URL: redis.url },
      ...{ SFU_SECRET: 'a secret of the test', SFU_URLS: `ws://127.0.0.1:${await freePort()}` },
      TURN_URLS: `stun:127.0.0.1:${port},turn:127.0.0.1:${port},turn:127.0.0.1:${port}?transport=tcp`,
    };
    const { said } = await examine({ ...servers, TURN_SECRET: secret });
    expect(said).toMatch(/✓ Database: PostgreSQL \d+ answers/);
    expect(said).toContain("✓ Database: PostgreSQL's clock agrees with this one");
    expect(said).toMatch(/✓ Redis: Redis \d+ passes messages on/);
    expect(said).toContain(`✓ STUN and TURN: stun:127.0.0.1:${port} answers`);
    expect(said).toContain(`✓ STUN and TURN: turn:127.0.0.1:${port} gives a relay`);
    expect(said).toContain(`✓ STUN and TURN: turn:127.0.0.1:${port}?transport=tcp gives a relay`);
    expect(said).toMatch(/✗ Relay: ws:\/\/127\.0\.0\.1:\d+/);

    const wrong = await examine({ ...servers, TURN_SECRET: 'another secret' });
    expect(wrong.said).toContain(`turn:127.0.0.1:${port} refuses a relay (401)`);
    expect(wrong.said).not.toContain('another secret');
  },
  60_000,
);

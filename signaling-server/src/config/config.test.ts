import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

it('[O2] reads how the installation notifies', () => {
  const { notify } = readConfig({
    SMTP_URL: 'smtps://user:secret@mail.example.test',
    MAIL_FROM: 'Beside <desk@example.test>',
    SMS_GATEWAY_URL: 'https://sms.example.test/send',
  });
  expect(notify).toEqual({
    mail: { url: 'smtps://user:secret@mail.example.test', from: 'Beside <desk@example.test>' },
    sms: { url: 'https://sms.example.test/send', token: undefined },
    allowPrivate: false,
  });
});

it('[O2] reads where traces go, by the names that OpenTelemetry gives', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector.test:4318/';
  const ratioOf = (OTEL_TRACES_SAMPLER: string, OTEL_TRACES_SAMPLER_ARG = '') =>
    readConfig({
      OTEL_EXPORTER_OTLP_ENDPOINT,
      OTEL_TRACES_SAMPLER,
      OTEL_TRACES_SAMPLER_ARG,
    }).tracing?.ratio;
  expect(readConfig({ OTEL_TRACES_SAMPLER: 'always_on' }).tracing).toBeUndefined();
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracing).toEqual({
    ...{ url: 'http://collector.test:4318/v1/traces', headers: '', ratio: 1 },
  });
  expect(
    readConfig({
      OTEL_EXPORTER_OTLP_ENDPOINT,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other.test/traces',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret',
    }).tracing,
  ).toEqual({ url: 'https://other.test/traces', headers: 'x-key=secret', ratio: 1 });
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'true' }).tracing).toBe(
    undefined,
  );
  expect(ratioOf('parentbased_traceidratio', '0.25')).toBe(0.25);
  expect(ratioOf('traceidratio')).toBe(1);
  expect(ratioOf('parentbased_always_on', '0.25')).toBe(1);
  expect(ratioOf('always_off', '0.25')).toBe(0);
});

it('[O2] reads where the SFU nodes are, each once', () => {
  const { sfu } = readConfig(
    {
      SFU_URLS: 'ws://10.0.0.1:4000, https://sfu.example.test/relay/,ws://10.0.0.1:4000',
      SFU_SECRET: 'sixteen or more characters',
    },
    'signaling',
  );
  expect(sfu.nodes).toEqual({
    urls: ['ws://10.0.0.1:4000', 'wss://sfu.example.test/relay'],
    secret: 'sixteen or more characters',
  });
  expect(readConfig({}, 'signaling').sfu.nodes).toEqual({ urls: [], secret: '' });
  expect(readConfig({}).sfu.nodes).toBeUndefined();
});

it.each([
  [{ SFU_URLS: 'ws://a.test:4000' }, /SFU_SECRET/],
  [{ SFU_URLS: 'ws://a.test:4000', SFU_SECRET: 'short' }, /SFU_SECRET/],
  [{ SFU_URLS: 'a.test', SFU_SECRET: 'sixteen or more characters' }, /SFU_URLS: a\.test/],
  [{ SFU_URLS: 'ws://x:pass@a.test', SFU_SECRET: 'sixteen or more characters' }, /SFU_URLS/],
])('[O2] refuses %o for the SFU nodes, and names the setting', (environment, name) => {
  expect(() => readConfig(environment, 'signaling')).toThrow(name);
});

it('[O2] says that SFU nodes of their own need the role for it', () => {
  const environment = { SFU_URLS: 'ws://a.test', SFU_SECRET: 'sixteen or more characters' };
  expect(() => readConfig(environment)).toThrow('--role signaling');
});

it.each([
  [{ SMTP_URL: 'smtp://mail.example.test' }, /MAIL_FROM/],
  [{ SMTP_URL: 'http://mail.example.test', MAIL_FROM: 'a@b.test' }, /SMTP_URL/],
  [{ SMTP_URL: 'smtp://m.test', MAIL_FROM: 'a@b.test\r\nBcc: c@d.test' }, /MAIL_FROM/],
  [{ SMS_GATEWAY_TOKEN: 'secret-token' }, /SMS_GATEWAY_URL/],
  [{ SMS_GATEWAY_URL: 'ftp://sms.example.test' }, /SMS_GATEWAY_URL/],
  [{ PUBLIC_URL: 'help.example.com' }, /PUBLIC_URL/],
  [{ TURN_URLS: 'example.com' }, /TURN_URLS/],
  [{ TLS_CERT: '/cert.pem' }, /TLS_KEY/],
  [{ DEMO_PASSWORD: 'short' }, /DEMO_PASSWORD/],
  [{ DATABASE_URL: 'mysql://localhost' }, /DATABASE_URL/],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4317' }, /OTEL_EXPORTER_OTLP_ENDPOINT/],
  [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, /OTEL_TRACES_SAMPLER/],
  [{ OTEL_TRACES_SAMPLER_ARG: '5' }, /OTEL_TRACES_SAMPLER_ARG/],
  [{ REDIS_URL: 'localhost:6379' }, /REDIS_URL/],
])('[O2] refuses %o, and names the setting', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(name);
  expect(() => readConfig(environment)).not.toThrow(/secret-token/);
});

it('[O5] says that TURN servers need the secret that they know us by; STUN servers need none', () => {
  const TURN_URLS = 'stun:stun.example.test,turns:turn.example.test:443?transport=tcp';
  expect(() => readConfig({ TURN_URLS })).toThrow('TURN_SECRET');
  expect(readConfig({ TURN_URLS, TURN_SECRET: 'shared' }).turn.urls).toHaveLength(2);
  expect(readConfig({ TURN_URLS: 'stun:stun.example.test' }).turn.secret).toBeUndefined();
});

it('[O5] takes secrets from files, and says what is wrong with one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'beside-config-'));
  const path = join(folder, 'turn-secret');
  await writeFile(path, 'what coturn knows as well\n');
  const environment = { TURN_URLS: 'turn:turn.example.test', TURN_SECRET_FILE: path };
  expect(readConfig(environment).turn.secret).toBe('what coturn knows as well');
  await rm(folder, { recursive: true });
  expect(() => readConfig(environment)).toThrow(ConfigError);
  expect(() => readConfig(environment)).toThrow(`TURN_SECRET_FILE: ${path} cannot be read`);
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SecretFileError, withSecretFiles } from '@beside/shared/lib/secretFiles';
import * as z from 'zod';
import { ConfigError } from './configError.ts';
import { readProxies, type Network } from './readProxies.ts';
import { readSfuNodes } from './readSfuNodes.ts';
import { readTracing, samplers, type TracingSettings } from './readTracing.ts';

export { ConfigError } from './configError.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);
const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .transform((text) => text === '1' || text === 'true');

/** The environment, by the names that operators rely on; empty counts as not set. */
const environmentSchema = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  SECRET_KEY: z.string().min(32).optional(),
  S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  CLAMD_URL: z.url({ protocol: /^(tcp|unix)$/ }).optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  SFU_LISTEN_IP: z.union([z.ipv4(), z.ipv6()]).optional(),
  SFU_ANNOUNCED_ADDRESS: z.string().optional(),
  SFU_PORT: port.default(40_000),
  SFU_URLS: list.default([]),
  SFU_SECRET: z.string().min(16).optional(),
  SFU_REGION: z.string().max(64).default(''),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'is no mail address')
    .optional(),
  SMS_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  WEBHOOK_ALLOW_PRIVATE: flag.optional(),
  SSO_ALLOW_PRIVATE: flag.optional(),
  TRUSTED_PROXIES: list.default(['loopback', 'linklocal', 'uniquelocal']),
  LIMIT_FACTOR: z.coerce.number().min(0.1).max(1_000_000).default(1),
  TURN_URLS: list.default([]),
  TURN_SECRET: z.string().optional(),
  BACKUP_PASSPHRASE: z.string().min(12).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_SAMPLER: z.enum(samplers).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  DEMO: flag.optional(),
  DEMO_PASSWORD: z.string().min(8).optional(),
  MEDIASOUP_WORKER_BIN: z.string().optional(),
});

/** What may be given as a file, by NAME_FILE: everything that carries a secret. */
const secretSettings = [
  'DATABASE_URL',
  'REDIS_URL',
  'S3_URL',
  'SECRET_KEY',
  'SFU_SECRET',
  'SMTP_URL',
  'SMS_GATEWAY_TOKEN',
  'TURN_SECRET',
  'BACKUP_PASSPHRASE',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'DEMO_PASSWORD',
];

export interface Config {
  production: boolean;
  host: string;
  port: number;
  /** Without a slash at its end; undefined means: as the listening address says. */
  publicUrl: string | undefined;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string | undefined;
  /** By what several nodes on one database tell each other; undefined means: there is only this one. */
  redisUrl: string | undefined;
  /** Who asks for the metrics has to know it; without one, whoever is in a private network. */
  metricsToken: string | undefined;
  /** Where traces go; undefined means: nowhere, and there are none. */
  tracing: TracingSettings | undefined;
  /** Signs what is handed out, and seals secrets; without one, the installation makes its own. */
  secretKey: string | undefined;
  files: {
    /** `https://KEY:SECRET@HOST/BUCKET?region=REGION`; undefined means: a folder of `dataDir`. */
    s3Url: string | undefined;
    /** `tcp://HOST:PORT` or `unix:/PATH`; undefined means: no virus scanner. */
    clamdUrl: string | undefined;
  };
  logLevel: 'error' | 'warn' | 'info' | 'debug' | 'silent';
  sfu: {
    listenIp: string;
    announcedAddress: string | undefined;
    port: number;
    /** Of this node; sessions are placed on SFU nodes of the same one first. */
    region: string;
    /** Where the SFU nodes are that run on their own; undefined means: one in this process. */
    nodes: { urls: string[]; secret: string } | undefined;
    workerBin: string | undefined;
  };
  /** Paths of PEM files; without them it speaks plain HTTP. */
  tls: { cert: string; key: string } | undefined;
  limits: {
    /** Who may say for whom they ask. */
    proxies: Network[];
    /** Widens every limit that holds off no guesser. */
    factor: number;
  };
  turn: { urls: string[]; secret: string | undefined };
  notify: {
    mail: { url: string; from: string } | undefined;
    sms: { url: string; token: string | undefined } | undefined;
    /** Whether webhooks and pushes may go to private addresses. */
    allowPrivate: boolean;
  };
  singleSignOn: {
    /** Whether providers may be at private addresses, and without TLS. */
    allowPrivate: boolean;
  };
  /** Seals backups; undefined means: they are not sealed. */
  backupPassphrase: string | undefined;
  demo: { wanted: boolean; password: string | undefined };
}

export type Role = 'all' | 'signaling';

/**
 * Reads the configuration once, at start.
 *
 * @param role `all`: with an SFU in this process; `signaling`: with those of `SFU_URLS`
 * @throws ConfigError naming every setting that is wrong
 */
export function readConfig(
  environment: Record<string, string | undefined>,
  role: Role = 'all',
): Config {
  const whole = readSecrets(environment);
  const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const turnUrls = env.TURN_URLS.filter((url) => !/^(stun|turns?):/.test(url));
  if (turnUrls.length > 0) {
    throw new ConfigError(`TURN_URLS: ${turnUrls[0]} does not begin with stun:, turn: or turns:`);
  }
  if (env.TURN_SECRET === undefined && env.TURN_URLS.some((url) => url.startsWith('turn'))) {
    throw new ConfigError('TURN_SECRET has to be set, the same here and at the TURN servers');
  }
  if (env.S3_URL !== undefined && !/^\/[^/]+\/?$/.test(new URL(env.S3_URL).pathname)) {
    throw new ConfigError('S3_URL: the path has to name the bucket, as in https://HOST/BUCKET');
  }
  if ((env.TLS_CERT === undefined) !== (env.TLS_KEY === undefined)) {
    throw new ConfigError('TLS_CERT and TLS_KEY go together: set both or neither');
  }
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined)) {
    throw new ConfigError('SMTP_URL and MAIL_FROM go together: set both or neither');
  }
  if (env.SMS_GATEWAY_TOKEN !== undefined && env.SMS_GATEWAY_URL === undefined) {
    throw new ConfigError('SMS_GATEWAY_TOKEN is of no use without SMS_GATEWAY_URL');
  }
  const nodes = role === 'signaling' ? readSfuNodes(env) : undefined;
  if (role === 'all' && env.SFU_URLS.length > 0) {
    throw new ConfigError(
      'SFU_URLS needs --role signaling: otherwise the relay is in this process',
    );
  }
  if (env.REDIS_URL !== undefined && env.DATABASE_URL === undefined) {
    throw new ConfigError('REDIS_URL needs DATABASE_URL: several nodes share one PostgreSQL');
  }
  if (env.REDIS_URL !== undefined && role === 'all') {
    throw new ConfigError(
      'REDIS_URL needs --role signaling: a relay in this process is none for other nodes',
    );
  }
  const production = env.NODE_ENV === 'production';
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    secretKey: env.SECRET_KEY,
    metricsToken: env.METRICS_TOKEN,
    tracing: readTracing(env),
    files: { s3Url: env.S3_URL, clamdUrl: env.CLAMD_URL },
    logLevel: env.LOG_LEVEL,
    sfu: {
      // Media go where the pages go, unless said otherwise.
      listenIp: env.SFU_LISTEN_IP ?? (env.HOST === 'localhost' ? '127.0.0.1' : env.HOST),
      announcedAddress: env.SFU_ANNOUNCED_ADDRESS,
      port: env.SFU_PORT,
      region: env.SFU_REGION,
      nodes,
      workerBin: env.MEDIASOUP_WORKER_BIN,
    },
    tls:
      env.TLS_CERT !== undefined && env.TLS_KEY !== undefined
        ? { cert: env.TLS_CERT, key: env.TLS_KEY }
        : undefined,
    limits: { proxies: readProxies(env.TRUSTED_PROXIES), factor: env.LIMIT_FACTOR },
    turn: { urls: env.TURN_URLS, secret: env.TURN_SECRET },
    notify: {
      mail:
        env.SMTP_URL !== undefined && env.MAIL_FROM !== undefined
          ? { url: env.SMTP_URL, from: env.MAIL_FROM }
          : undefined,
      sms:
        env.SMS_GATEWAY_URL === undefined
          ? undefined
          : { url: env.SMS_GATEWAY_URL, token: env.SMS_GATEWAY_TOKEN },
      allowPrivate: env.WEBHOOK_ALLOW_PRIVATE ?? false,
    },
    singleSignOn: { allowPrivate: env.SSO_ALLOW_PRIVATE ?? false },
    backupPassphrase: env.BACKUP_PASSPHRASE,
    demo: { wanted: env.DEMO ?? !production, password: env.DEMO_PASSWORD },
  };
}

function readSecrets(
  environment: Record<string, string | undefined>,
): Record<string, string | undefined> {
  try {
    return withSecretFiles(environment, secretSettings, (path) => readFileSync(path, 'utf8'));
  } catch (failure) {
    throw failure instanceof SecretFileError ? new ConfigError(failure.message) : failure;
  }
}

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { SecretFileError, withSecretFiles } from '@beside/shared/lib/secretFiles';
import * as z from 'zod';
import { readNodeUrl } from '@beside/shared/protocol/sfuLink';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(1);

/** The environment of a node of its own; empty counts as not set. */
const environmentSchema = z.object({
  HOST: z.string().default('127.0.0.1'),
  SFU_CONTROL_PORT: port.default(4000),
  SFU_REGISTER_AT: z.url({ protocol: /^https?$/, error: 'is no http(s) address' }).optional(),
  SFU_URL: z.string().optional(),
  SFU_SECRET: z.string({ error: 'has to be set, the same here and at signaling' }).min(16),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SFU_LISTEN_IP: z.union([z.ipv4(), z.ipv6()]).optional(),
  SFU_ANNOUNCED_ADDRESS: z.string().optional(),
  SFU_PORT: port.default(40_000),
  SFU_WORKERS: count.max(256).optional(),
  SFU_CAPACITY: count.max(1_000_000).optional(),
  SFU_REGION: z.string().max(64).default(''),
  SFU_DRAIN_SECONDS: z.coerce.number().min(0).max(86_400).default(10),
  MEDIASOUP_WORKER_BIN: z.string({
    error: 'no mediasoup worker is installed; `npm start -- --role sfu` provides it',
  }),
});

/** Sessions that one worker is meant for: one core relays about so many moving screens. */
const sessionsPerWorker = 50;

export interface SfuConfig {
  /** Where signaling and health checks come to. */
  control: { host: string; port: number; tls: { cert: string; key: string } | undefined };
  secret: string;
  /** Where it tells signaling of itself, and as which address; undefined: it is named there. */
  register: { at: string; as: string | undefined } | undefined;
  logLevel: 'error' | 'warn' | 'info' | 'debug' | 'silent';
  media: {
    workerBin: string;
    listenIp: string;
    announcedAddress: string | undefined;
    /** Of the first worker; each further one takes the next. */
    port: number;
    workers: number;
  };
  /** Sessions. */
  capacity: number;
  region: string;
  /** How long rooms may take to move away when the process is told to end. */
  drainMs: number;
}

/** A setting that cannot be used; the message names the variable. */
export class ConfigError extends Error {}

/**
 * Reads the configuration once, at start.
 *
 * @throws ConfigError naming every setting that is wrong
 */
export function readSfuConfig(environment: Record<string, string | undefined>): SfuConfig {
  const whole = readSecret(environment);
  const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const { TLS_CERT: cert, TLS_KEY: key } = env;
  if ((cert === undefined) !== (key === undefined)) {
    throw new ConfigError('TLS_CERT and TLS_KEY go together: set both or neither');
  }
  const own = env.SFU_URL === undefined ? undefined : readNodeUrl(env.SFU_URL);
  if (env.SFU_URL !== undefined && own === undefined) {
    throw new ConfigError(
      `SFU_URL: ${env.SFU_URL} is no address like wss://sfu-1.example.com:4000`,
    );
  }
  const everywhere = ['0.0.0.0', '::'].includes(env.HOST);
  if (env.SFU_REGISTER_AT !== undefined && own === undefined && everywhere) {
    throw new ConfigError(
      'SFU_URL has to say where signaling reaches this node: HOST is all of it',
    );
  }
  const workers = env.SFU_WORKERS ?? availableParallelism();
  return {
    control: {
      host: env.HOST,
      port: env.SFU_CONTROL_PORT,
      tls: cert !== undefined && key !== undefined ? { cert, key } : undefined,
    },
    secret: env.SFU_SECRET,
    register: env.SFU_REGISTER_AT === undefined ? undefined : { at: env.SFU_REGISTER_AT, as: own },
    logLevel: env.LOG_LEVEL,
    media: {
      workerBin: env.MEDIASOUP_WORKER_BIN,
      listenIp: env.SFU_LISTEN_IP ?? (env.HOST === 'localhost' ? '127.0.0.1' : env.HOST),
      announcedAddress: env.SFU_ANNOUNCED_ADDRESS,
      port: env.SFU_PORT,
      workers,
    },
    capacity: env.SFU_CAPACITY ?? workers * sessionsPerWorker,
    region: env.SFU_REGION,
    drainMs: env.SFU_DRAIN_SECONDS * 1000,
  };
}

/** The secret may be given as a file, by SFU_SECRET_FILE. */
function readSecret(
  environment: Record<string, string | undefined>,
): Record<string, string | undefined> {
  try {
    return withSecretFiles(environment, ['SFU_SECRET'], (path) => readFileSync(path, 'utf8'));
  } catch (failure) {
    throw failure instanceof SecretFileError ? new ConfigError(failure.message) : failure;
  }
}

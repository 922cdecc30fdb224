import { access, constants, mkdir, statfs, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { openFiles } from '../../files/openFiles.ts';
import { answerMs, compareClocks, fails, note, ok, reasonOf, type Check } from './finding.ts';

const oldestPostgres = 14;
const oldestRedis = 7;
const gigabyte = 1024 ** 3;

/** Whether what has to be kept is kept, and what has to be told arrives: database, disk, Redis, mail. */
export const storeChecks: Check[] = [
  {
    title: 'Database',
    async run({ databaseUrl, dataDir }) {
      return databaseUrl === undefined ? lookAtSqlite(dataDir) : lookAtPostgres(databaseUrl);
    },
  },
  {
    title: 'Disk',
    async run({ dataDir }) {
      try {
        await mkdir(dataDir, { recursive: true });
        await access(dataDir, constants.W_OK);
        const { bavail, bsize } = await statfs(dataDir);
        const free = (bavail * bsize) / gigabyte;
        const text = `${free.toFixed(1)} GiB free in ${dataDir}`;
        const todo = 'Make room: where the disk is full, nothing is taken in any more.';
        if (free < 0.2) return fails(text, todo);
        return free < 2 ? note(text, todo) : ok(text);
      } catch (failure) {
        return fails(`${dataDir}: ${reasonOf(failure)}`, 'Set DATA_DIR to a folder of this user.');
      }
    },
  },
  {
    title: 'Files',
    async run({ dataDir, files }) {
      if (files.s3Url === undefined) return undefined;
      try {
        (await openFiles({ dataDir, ...files })).close();
        return ok(`the object store ${new URL(files.s3Url).host} takes files`);
      } catch (failure) {
        return fails(
          `the object store: ${reasonOf(failure)}`,
          'Check S3_URL: keys, bucket, region.',
        );
      }
    },
  },
  {
    title: 'Redis',
    async run({ redisUrl }) {
      return redisUrl === undefined ? undefined : lookAtRedis(redisUrl);
    },
  },
  {
    title: 'Mail',
    async run({ notify: { mail } }) {
      if (!mail) {
        return note(
          'no mail is sent',
          'Set SMTP_URL and MAIL_FROM: invitations and notices need it.',
        );
      }
      const transport = createTransport({
        ...{ url: mail.url, connectionTimeout: answerMs, greetingTimeout: answerMs },
      });
      try {
        await transport.verify();
        return ok('the mail server takes mail from here');
      } catch (failure) {
        return fails(
          `the mail server: ${reasonOf(failure)}`,
          'Check SMTP_URL: host, port, password.',
        );
      } finally {
        transport.close();
      }
    },
  },
];

async function lookAtSqlite(dataDir: string) {
  const path = join(dataDir, 'beside.sqlite');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return ok(`a new one will be made in ${dataDir}`);
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      database.prepare('select count(*) from schema_migrations').get();
    } finally {
      database.close();
    }
    return ok(`${path} can be read`);
  } catch (failure) {
    return fails(
      `${path}: ${reasonOf(failure)}`,
      'Give the file to the user that runs Beside, or restore a backup (npm run restore).',
    );
  }
}

async function lookAtPostgres(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: answerMs });
  const todo = 'Check DATABASE_URL, and that the server takes connections from here.';
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; now: number; makes: boolean }>(
      `select current_setting('server_version_num')::int as version,
         (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
         has_schema_privilege(current_schema(), 'CREATE') as makes`,
    );
    const [row] = rows;
    if (!row) return fails('PostgreSQL says nothing', todo);
    const version = Math.floor(row.version / 10_000);
    const here =
      version < oldestPostgres
        ? fails(`PostgreSQL ${version} is too old`, `Use ${oldestPostgres} or newer.`)
        : row.makes
          ? ok(`PostgreSQL ${version} answers`)
          : fails('the user may not make tables', 'GRANT CREATE ON SCHEMA public TO that user.');
    return [here, compareClocks('PostgreSQL', row.now)];
  } catch (failure) {
    return fails(`PostgreSQL: ${reasonOf(failure)}`, todo);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lookAtRedis(url: string) {
  const { createClient } = await import('redis');
  const connect = () =>
    createClient({ url, socket: { connectTimeout: answerMs, reconnectStrategy: false } }).on(
      'error',
      () => undefined,
    );
  const [telling, hearing] = [connect(), connect()];
  try {
    await Promise.all([telling.connect(), hearing.connect()]);
    const version = Number(/redis_version:(\d+)/.exec(await telling.info('server'))?.[1] ?? 0);
    if (version < oldestRedis) {
      return fails(`Redis ${version} is too old`, `Use ${oldestRedis}.0 or newer.`);
    }
    const channel = `beside-doctor-${process.pid}`;
    const heard = Promise.withResolvers<undefined>();
    await hearing.sSubscribe(channel, () => heard.resolve(undefined));
    await telling.sPublish(channel, 'hello');
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error('what is told is not heard')), answerMs).unref(),
    );
    await Promise.race([heard.promise, late]);
    return ok(`Redis ${version} passes messages on`);
  } catch (failure) {
    return fails(`Redis: ${reasonOf(failure)}`, 'Check REDIS_URL, its password and the firewall.');
  } finally {
    for (const client of [telling, hearing]) if (client.isOpen) client.destroy();
  }
}

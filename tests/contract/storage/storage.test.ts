import { afterAll, beforeAll, describe, test } from 'vitest';
import { findPostgres } from '../../support/postgres/findPostgres.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres/startPostgres.ts';
import { openOnPostgres, openOnSqlite } from './drivers.ts';
import { describeStorage } from './suite.ts';

describeStorage('node:sqlite', openOnSqlite);

const programs = findPostgres();
if ('missing' in programs) {
  test.skip(`[O3] storage on PostgreSQL (${programs.missing})`);
} else {
  describe('with a server', () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgres(programs);
    }, 60_000);
    afterAll(() => server?.stop());
    describeStorage(
      'PostgreSQL',
      openOnPostgres(() => {
        if (!server) throw new Error('the server does not run');
        return server;
      }),
    );
  });
}

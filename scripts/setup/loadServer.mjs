import { flushCompileCache } from 'node:module';

/*
 * Loads what the server is made of, so that all of it is in the compile cache, and starts nothing.
 */
const server = '../../signaling-server/src';
for (const path of [
  'config/config.ts',
  'ops/log.ts',
  'installation.ts',
  'storage/sqlite/connection.ts',
  // What is loaded when it is first needed.
  'notify/accountLetter.ts',
  'gateway/nodes/openRedis.ts',
  'storage/postgres/openPostgres.ts',
  'files/s3.ts',
  'ops/tracing/openTracing.ts',
  '../../sfu/src/node.ts',
]) {
  await import(`${server}/${path}`);
}
// These run as soon as they are loaded: a name that is not to be found stops them when all is compiled.
for (const path of ['main.ts', 'storage/sqlite/worker.ts']) {
  const { href } = new URL(`${server}/${path}`, import.meta.url);
  const module = `import ${JSON.stringify(href)}; import { nothing } from 'node:fs';`;
  await import(`data:text/javascript,${encodeURIComponent(module)}`).catch(
    (/** @type {unknown} */ failure) => {
      if (!(failure instanceof SyntaxError)) throw failure;
    },
  );
}
flushCompileCache();

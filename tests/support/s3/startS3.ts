import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

export interface S3Server {
  /** As `S3_URL` takes it. */
  url: string;
  /** The names of all objects. */
  objects(): Promise<string[]>;
  stop(): Promise<void>;
}

const bucket = 'files';

/**
 * An object store of its own, with one bucket, on a free port: s3rver, and beside it the two calls
 * of S3 that it lacks and uploads in parts need, ListParts and AbortMultipartUpload, on its own data.
 */
export async function startS3(): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), 'beside-s3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = (await server.run()) as AddressInfo;
  const [answer] = server.httpServer.listeners('request') as RequestListener[];
  server.httpServer.removeAllListeners('request');
  server.httpServer.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const upload = new URL(request.url ?? '/', 'http://s3').searchParams.get('uploadId');
    const parts = join(directory, bucket, '._S3rver_uploads', upload ?? '');
    if (upload !== null && request.method === 'GET') void listParts(parts, response);
    else if (upload !== null && request.method === 'DELETE') void abort(parts, response);
    else answer?.(request, response);
  });
  return {
    url: `http://S3RVER:S3RVER@127.0.0.1:${port}/${bucket}`,
    async objects() {
      const names = await readdir(join(directory, bucket));
      return names.filter((name) => name.endsWith('_object'));
    },
    async stop() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function listParts(directory: string, response: ServerResponse): Promise<void> {
  const names = await readdir(directory).catch(() => null);
  if (!names) {
    response.writeHead(404).end('<Error><Code>NoSuchUpload</Code></Error>');
    return;
  }
  const parts = names
    .filter((name) => /^\d+$/.test(name))
    .map(async (name) => {
      const { size } = await stat(join(directory, name));
      const md5 = await readFile(join(directory, `${name}.md5`), 'utf8');
      return `<Part><PartNumber>${name}</PartNumber><ETag>"${md5}"</ETag><Size>${size}</Size></Part>`;
    });
  response.setHeader('content-type', 'application/xml');
  response.end(
    `<ListPartsResult><IsTruncated>false</IsTruncated>${(await Promise.all(parts)).join('')}</ListPartsResult>`,
  );
}

async function abort(directory: string, response: ServerResponse): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  response.writeHead(204).end();
}

import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { S3Store } from '@tus/s3-store';
import type { FileStorage } from './openFiles.ts';
import { openS3Pieces } from './s3Pieces.ts';

/** What arrives in one request of an upload becomes a part; S3 wants at least 5 MiB of it. */
const partBytes = 8 * 1024 * 1024;

/** @param url `https://KEY:SECRET@HOST/BUCKET?region=REGION`; without a key, as the machine is allowed to */
export function openS3(url: string): FileStorage {
  const { origin, pathname, searchParams, username, password } = new URL(url);
  const bucket = pathname.replaceAll('/', '');
  const config = {
    endpoint: origin,
    region: searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    // Stores other than Amazon's do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
    ...(username && {
      credentials: {
        accessKeyId: decodeURIComponent(username),
        secretAccessKey: decodeURIComponent(password),
      },
    }),
  };
  const client = new S3Client(config);
  const uploads = new S3Store({
    partSize: partBytes,
    useTags: false,
    s3ClientConfig: { ...config, bucket },
  });
  const object = (id: string) => ({ Bucket: bucket, Key: id });
  return {
    openUploads: () => Promise.resolve(uploads),
    bytes: {
      async isWhole(id, size) {
        const found = await client.send(new HeadObjectCommand(object(id))).catch(ifMissing);
        return found?.ContentLength === size;
      },
      // An object is there only when it is durable.
      seal: () => Promise.resolve(),
      async read(id, range) {
        const { Body } = await client.send(
          new GetObjectCommand({
            ...object(id),
            ...(range && { Range: `bytes=${range.start}-${range.end}` }),
          }),
        );
        if (!(Body instanceof Readable)) throw new Error('the object store sent no content');
        return Body;
      },
      async remove(id) {
        await uploads.remove(id).catch(ifMissing);
        // What was put back after a loss has no notes of its upload, and is passed over there.
        await client.send(new DeleteObjectCommand(object(id)));
      },
    },
    async put(id, size, content) {
      const Body = Readable.from(content, { objectMode: false });
      await client.send(new PutObjectCommand({ ...object(id), Body, ContentLength: size }));
    },
    pieces: openS3Pieces(client, bucket),
    close: () => client.destroy(),
  };
}

function ifMissing(failure: unknown): undefined {
  const { $metadata, status_code: status } = failure as {
    status_code?: number;
    $metadata?: { httpStatusCode?: number };
  };
  if (($metadata?.httpStatusCode ?? status) !== 404) throw failure;
}

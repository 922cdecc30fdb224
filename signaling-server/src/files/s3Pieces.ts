import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { RecordingId } from '@beside/shared/domain/ids';
import { CodedError } from '@beside/shared/protocol/errors';
import type { PieceBytes } from '../ports/recordings.ts';

/** Pieces of recordings in a bucket, below one prefix for each recording. */
export function openS3Pieces(client: S3Client, bucket: string): PieceBytes {
  const prefixOf = (id: RecordingId): string => `recordings/${id}/`;
  const object = (Key: string) => ({ Bucket: bucket, Key });
  const unavailable = (cause: unknown): never => {
    throw new CodedError('unavailable', undefined, { cause });
  };
  const remove = async (key: string): Promise<void> => {
    await client.send(new DeleteObjectCommand(object(key))).catch(unavailable);
  };
  return {
    async write(id, name, bytes) {
      const key = `${prefixOf(id)}${name}`;
      await client.send(new PutObjectCommand({ ...object(key), Body: bytes })).catch(unavailable);
    },
    async read(id, name) {
      const found = await client
        .send(new GetObjectCommand(object(`${prefixOf(id)}${name}`)))
        .catch(unavailable);
      const bytes = await found.Body?.transformToByteArray();
      return Buffer.from(bytes ?? unavailable(undefined));
    },
    remove: (id, name) => remove(`${prefixOf(id)}${name}`),
    async removeAll(id) {
      for (;;) {
        const { Contents = [] } = await client
          .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefixOf(id) }))
          .catch(unavailable);
        if (Contents.length === 0) return;
        for (const { Key } of Contents) if (Key !== undefined) await remove(Key);
      }
    },
  };
}

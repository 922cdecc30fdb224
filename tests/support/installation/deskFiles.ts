import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFiles } from '@beside/signaling-server/files/openFiles';

/** Where a desk keeps files whose test sends none: a real folder, and no scanner. */
export const deskFiles = {
  ...(await openFiles({
    dataDir: join(tmpdir(), 'beside-desk-files'),
    s3Url: undefined,
    clamdUrl: undefined,
  })),
  linkKey: 'the key of a test',
  onFile: (): void => undefined,
};

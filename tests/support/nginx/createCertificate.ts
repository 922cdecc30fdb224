import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Certificate {
  /** Paths of PEM files. */
  chain: string;
  key: string;
}

/**
 * A certificate that signs itself, in a folder.
 *
 * @param names of hosts that it holds for
 */
export async function createCertificate(
  folder: string,
  names: readonly string[],
): Promise<Certificate> {
  const [chain, key] = [join(folder, 'fullchain.pem'), join(folder, 'privkey.pem')];
  await run('openssl', [
    ...[
      'req',
      '-x509',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=Beside',
      '-out',
      chain,
      '-keyout',
      key,
    ],
    ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`],
  ]);
  return { chain, key };
}

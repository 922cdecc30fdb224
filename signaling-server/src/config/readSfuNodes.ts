import { readNodeUrl } from '@beside/shared/protocol/sfuLink';
import { ConfigError } from './configError.ts';

/**
 * Where the SFU nodes are that run on their own, beside those that register themselves.
 *
 * @throws ConfigError
 */
export function readSfuNodes({
  SFU_URLS: given,
  SFU_SECRET: secret,
}: {
  SFU_URLS: string[];
  SFU_SECRET?: string | undefined;
}): { urls: string[]; secret: string } {
  const urls = given.map((text) => {
    const url = readNodeUrl(text);
    if (url !== undefined) return url;
    throw new ConfigError(
      `SFU_URLS: ${text} is no address like wss://sfu-1.example.com:4000, with nothing but host and port`,
    );
  });
  if (urls.length > 0 && secret === undefined) {
    throw new ConfigError('SFU_SECRET has to be set, the same here and at the SFU nodes');
  }
  return { urls: [...new Set(urls)], secret: secret ?? '' };
}

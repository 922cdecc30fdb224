import { ConfigError } from './configError.ts';

/**
 * Where the SFU nodes are that run on their own.
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
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (!url || !/^(ws|http)s?:$/.test(url.protocol)) {
      throw new ConfigError(`SFU_URLS: ${text} is no address like wss://sfu-1.example.com:4000`);
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
      throw new ConfigError('SFU_URLS: name only host and port; the secret is SFU_SECRET');
    }
    return `${url.protocol.replace('http', 'ws')}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
  });
  if (urls.length > 0 && secret === undefined) {
    throw new ConfigError('SFU_SECRET has to be set, the same here and at the SFU nodes');
  }
  return { urls: [...new Set(urls)], secret: secret ?? '' };
}

import { describe, expect, it } from 'vitest';
import { embedOriginsSchema, originIsAllowed } from './embedOrigins.ts';

describe('origins of an embed', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['http://localhost:*', 'http://localhost:5173'],
    ['http://localhost:*', 'http://localhost'],
    ['https://*.shop.example', 'https://www.shop.example'],
    ['https://*.shop.example:*', 'https://www.shop.example:444'],
    ['http://[::1]:*', 'http://[::1]:3000'],
    ['https://xn--mller-kva.example', 'https://xn--mller-kva.example'],
  ])('[P8] %s lets in %s', (pattern, origin) => {
    expect(embedOriginsSchema.safeParse([pattern]).success).toBe(true);
    expect(originIsAllowed(['https://other.example', pattern], origin)).toBe(true);
  });

  it.each([
    ['https://shop.example', 'http://shop.example'],
    ['https://shop.example', 'https://shop.example:8443'],
    ['https://shop.example', 'https://shop.example.evil.example'],
    ['https://shop.example', 'https://evilshop.example'],
    ['https://*.shop.example', 'https://shop.example'],
    ['https://*.shop.example', 'https://a.b.shop.example'],
    ['https://*.shop.example', 'https://.shop.example'],
    ['https://*.shop.example', 'https://evilshop.example'],
    ['https://*.shop.example', 'https://*.shop.example'],
    ['http://localhost:*', 'http://localhost:*'],
    ['http://localhost:*', 'http://localhost.evil.example:80'],
    ['http://localhost:*', 'http://localhost:80@evil.example'],
    ['https://shop.example', 'null'],
    ['https://shop.example', ''],
    ['https://shop.example', 'https://shop.example/'],
    ['https://shop.example', 'https://shop.example\nhttps://evil.example'],
  ])('[P8] %s does not let in %j', (pattern, origin) => {
    expect(originIsAllowed([pattern], origin)).toBe(false);
  });

  it('[P8] nothing listed lets nobody in', () => {
    expect(originIsAllowed([], 'https://shop.example')).toBe(false);
  });

  it.each([
    '*',
    'https://*',
    'https://*.example',
    'https://*.*.shop.example',
    'https://shop.*.example',
    'https://shop.example/path',
    'ftp://shop.example',
    'shop.example',
    'null',
    'https://user@shop.example',
    `https://${'a'.repeat(64)}.example`,
  ])('[P8] %s is no origin that can be allowed', (pattern) => {
    expect(embedOriginsSchema.safeParse([pattern]).success).toBe(false);
  });

  it('[P8] what an administrator types is taken as browsers write it', () => {
    expect(embedOriginsSchema.parse([' https://Shop.Example '])).toEqual(['https://shop.example']);
  });
});

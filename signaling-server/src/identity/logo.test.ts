import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { maxLogoBytes, readLogo } from './logo.ts';

const png = readFileSync(new URL('demoLogo.png', import.meta.url));

describe('a logo', () => {
  it('[P1] is known by its content', () => {
    expect(readLogo(png)).toMatchObject({ mediaType: 'image/png', bytes: png });
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
    expect(readLogo(jpeg).mediaType).toBe('image/jpeg');
    expect(readLogo(Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1')).mediaType).toBe('image/webp');
  });

  it.each([
    ['nothing', ''],
    ['a drawing that can carry script', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['an animation', 'GIF89a'],
    ['another RIFF file', 'RIFF\0\0\0\0WAVEfmt '],
    ['a broken beginning', '\x89PNG'],
  ])('[P1] is never %s', (_, content) => {
    expect(() => readLogo(Buffer.from(content, 'latin1'))).toThrow('bad-request');
  });

  it('[P1] is no larger than a first load allows', () => {
    const large = Buffer.concat([png, Buffer.alloc(maxLogoBytes)]);
    expect(() => readLogo(large)).toThrow('too-large');
  });
});

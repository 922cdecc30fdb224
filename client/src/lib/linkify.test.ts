import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string): string[] =>
  linkify(text).flatMap((part) => ('href' in part ? [part.text] : []));

describe('linkify', () => {
  it('[C1] finds addresses and leaves the punctuation of the sentence outside', () => {
    expect(links('See https://a.example/x?y=1. Or (http://b.example/c), please!')).toEqual([
      'https://a.example/x?y=1',
      'http://b.example/c',
    ]);
  });

  it('keeps a bracket that belongs to the address', () => {
    expect(links('https://en.example/wiki/A_(b)')).toEqual(['https://en.example/wiki/A_(b)']);
  });

  it('makes no link of anything but http and https', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.example file:///etc')).toEqual([]);
  });

  it('loses no character', () => {
    const text = 'a https://x.example, b\nhttp://y.example';
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

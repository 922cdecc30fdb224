import { afterEach, describe, expect, it, vi } from 'vitest';
import { keptText } from './keptText.ts';

describe('kept text', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    keptText.removeItem('key');
  });

  it('[P7] lasts as long as the page where the browser blocks its storage', () => {
    vi.stubGlobal('localStorage', undefined);
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
    expect(keptText.getItem('key')).toBeNull();
    keptText.setItem('key', 'value');
    expect(keptText.getItem('key')).toBe('value');
    keptText.removeItem('key');
    expect(keptText.getItem('key')).toBeNull();
  });

  it('[P7] goes on with what the browser had kept when its storage is full', () => {
    const stored = new Map([['key', 'old']]);
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
      removeItem: (key: string) => stored.delete(key),
    });
    expect(keptText.getItem('key')).toBe('old');
    keptText.setItem('key', 'new');
    expect(keptText.getItem('key')).toBe('new');
  });
});

import { describe, expect, it, vi } from 'vitest';
import type { EndpointId } from '@beside/shared/domain/ids';
import type { AttemptEvents } from '../attemptKeeper.ts';
import { sealBound, type BoundAttempt } from './boundAttempt.ts';
import { utf8 } from './bytes.ts';
import type { Seal } from './seal.ts';

const remote = 'remote' as EndpointId;

/** Stands in for the cryptography: what was sealed under a label opens under that label alone. */
const seal = {
  nextStream: () => 1,
  sealMessage: (_stream: number, label: string, bytes: Uint8Array) =>
    utf8(`${label}|${new TextDecoder().decode(bytes)}`),
  openMessage: (_from: EndpointId, label: string, bytes: Uint8Array) => {
    const [head, text] = new TextDecoder().decode(bytes).split('|');
    return head === label && text !== undefined ? utf8(text) : null;
  },
} as unknown as Seal;

function begin(binding: string | null) {
  const heard = {
    open: vi.fn(),
    message: vi.fn(),
    track: vi.fn(),
    refused: vi.fn(),
    closed: vi.fn(),
  };
  const raw = {
    send: vi.fn((_label: string, _bytes: Uint8Array) => true),
    setActive: vi.fn(),
    binding: () => binding,
  };
  let own: AttemptEvents | undefined;
  const attempt = sealBound({ seal, remote }, heard, (events) => {
    own = events;
    return raw as unknown as BoundAttempt;
  });
  const hear = (text: string): void => own?.message('beat', utf8(text));
  return { attempt, raw, heard, hear, track: () => own?.track({ slot: 'screen' } as never) };
}

describe('[E4] a direct try', () => {
  it('sends and shows nothing before a message has proven who is at its other end', () => {
    const { attempt, raw, heard, hear, track } = begin(' AB');
    attempt.setActive('screen', true);
    attempt.setActive('sound', true);
    attempt.setActive('sound', false);
    track();
    hear('beat|without what binds it');
    hear('beat XY|through another connection');
    expect(raw.setActive.mock.calls.filter(([, active]) => active === true)).toEqual([]);
    expect([heard.track.mock.calls.length, heard.message.mock.calls.length]).toEqual([0, 0]);

    hear('beat AB|hello');
    expect(heard.message).toHaveBeenCalledOnce();
    expect(heard.track).toHaveBeenCalledOnce();
    expect(raw.setActive.mock.calls.filter(([, active]) => active === true)).toEqual([
      ['screen', true],
    ]);
    attempt.setActive('screen', false);
    attempt.setActive('voice', true);
    track();
    expect(raw.setActive.mock.calls.slice(-2)).toEqual([
      ['screen', false],
      ['voice', true],
    ]);
    expect(heard.track).toHaveBeenCalledTimes(2);
  });
  it('says nothing before it knows both ends', () => {
    const { attempt, raw, heard, hear } = begin(null);
    expect(attempt.send('beat', utf8('hello'))).toBe(false);
    hear('beat|hello');
    hear('beatnull|hello');
    expect([raw.send.mock.calls.length, heard.message.mock.calls.length]).toEqual([0, 0]);
  });
  it('binds what it says', () => {
    const { attempt, raw } = begin(' AB');
    expect(attempt.send('keys', utf8('hello'))).toBe(true);
    const [, bytes] = raw.send.mock.lastCall ?? [];
    expect(new TextDecoder().decode(bytes)).toBe('keys AB|hello');
  });
});

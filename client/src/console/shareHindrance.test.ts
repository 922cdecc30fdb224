import type { EndpointId } from '@beside/shared/domain/ids';
import type { RequestDetails } from '@beside/shared/domain/request';
import type { ShareAbility } from '@beside/shared/domain/sharing';
import { v4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { shareHindrance } from './shareHindrance.ts';

const page = (share?: ShareAbility, party: 'customer' | 'technician' = 'customer') => ({
  endpoint: v4() as EndpointId,
  party,
  ...(share && { share }),
});
const details = (userAgent: string): RequestDetails => ({
  notes: '',
  source: {
    userAgent,
    language: 'en',
    timeZone: 'UTC',
    screenWidth: 1,
    screenHeight: 1,
    referrer: '',
    address: '',
  },
});
const iPhone = details('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1');
const android = details('Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140 Mobile Safari/537.36');

describe('why a screen cannot be shared', () => {
  it('[T4] names the phone', () => {
    expect(shareHindrance([page('no-api')], iPhone)).toBe('cannot-share.ios');
    expect(shareHindrance([page('no-api')], android)).toBe('cannot-share.android');
    expect(shareHindrance([page('no-api')], details(''))).toBe('cannot-share.other');
    expect(shareHindrance([page('no-api')], null)).toBe('cannot-share.other');
  });

  it('[T4] names what stands in the way on a computer', () => {
    expect(shareHindrance([page('insecure')], null)).toBe('cannot-share.insecure');
    expect(shareHindrance([page('policy')], null)).toBe('cannot-share.policy');
  });

  it('[T4] is nothing where one page can, does not say, or none is open', () => {
    expect(shareHindrance([page('no-api'), page('yes')], iPhone)).toBeNull();
    expect(shareHindrance([page()], iPhone)).toBeNull();
    expect(shareHindrance([page('no-api', 'technician')], iPhone)).toBeNull();
    expect(shareHindrance([], iPhone)).toBeNull();
  });
});

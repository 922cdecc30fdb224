import { expect, test } from 'vitest';
import { isLoopback, networkOf } from './networkOf.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('[M1][Q2] %s counts as %s', (address, network) => expect(networkOf(address)).toBe(network));

test('[Q2] this machine is known in each of its dresses, and by nothing that only looks like it', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'].map(isLoopback)).not.toContain(
    false,
  );
  expect(['128.0.0.1', '10.0.0.1', '127.0.0.1.evil', '::2', ''].map(isLoopback)).not.toContain(
    true,
  );
});

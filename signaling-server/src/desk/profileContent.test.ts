import { expect, test } from 'vitest';
import { readProfile } from './profileContent.ts';

const plist = (type: string) =>
  `<?xml version="1.0"?><plist version="1.0"><dict><key>PayloadType</key>\n<string>${type}</string></dict></plist>`;
const signature = Buffer.from('30820fff06092a864886f70d010702a0820ff0', 'hex');

test('[F4] a profile is a property list of a configuration, or a signed one', () => {
  expect(readProfile(Buffer.from(plist('Configuration')))).toEqual({ signed: false });
  const signed = Buffer.concat([signature, Buffer.from(plist('Configuration')), Buffer.alloc(9)]);
  expect(readProfile(signed)).toEqual({ signed: true });
});

test.each([
  ['another property list', plist('com.apple.wifi.managed')],
  ['a page that contains one', `<html>${plist('Configuration')}</html>`],
  ['a cut one', plist('Configuration').slice(0, -8)],
  ['a signature around something else', Buffer.concat([signature, Buffer.from('MZ')])],
  ['nothing', ''],
])('[F4] %s is none', (_what, content) => {
  expect(readProfile(Buffer.from(content))).toBeUndefined();
});

import { expect, it } from 'vitest';
import { readConfig } from './config.ts';

it('[O2] reads how the installation notifies', () => {
  const { notify } = readConfig({
    SMTP_URL: 'smtps://user:secret@mail.example.test',
    MAIL_FROM: 'Beside <desk@example.test>',
    SMS_GATEWAY_URL: 'https://sms.example.test/send',
  });
  expect(notify).toEqual({
    mail: { url: 'smtps://user:secret@mail.example.test', from: 'Beside <desk@example.test>' },
    sms: { url: 'https://sms.example.test/send', token: undefined },
    allowPrivate: false,
  });
});

it.each([
  [{ SMTP_URL: 'smtp://mail.example.test' }, /MAIL_FROM/],
  [{ SMTP_URL: 'http://mail.example.test', MAIL_FROM: 'a@b.test' }, /SMTP_URL/],
  [{ SMTP_URL: 'smtp://m.test', MAIL_FROM: 'a@b.test\r\nBcc: c@d.test' }, /MAIL_FROM/],
  [{ SMS_GATEWAY_TOKEN: 'secret-token' }, /SMS_GATEWAY_URL/],
  [{ SMS_GATEWAY_URL: 'ftp://sms.example.test' }, /SMS_GATEWAY_URL/],
])('[O2] refuses %o, and names the setting', (environment, name) => {
  expect(() => readConfig(environment)).toThrow(name);
  expect(() => readConfig(environment)).not.toThrow(/secret-token/);
});

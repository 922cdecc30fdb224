import { expect, it } from 'vitest';
import type { RequestId } from '@beside/shared/domain/ids';
import { languages } from '@beside/shared/i18n/languages';
import type { Notice } from '../ports/notices.ts';
import { writeLetter } from './mailTemplate.ts';
import { sign } from './sign.ts';

const notice: Notice = {
  id: 'n',
  event: 'message',
  language: 'en',
  at: 0,
  recipient: 'Toni',
  request: { id: 'r' as RequestId, customer: '<i>Eve</i>', portal: 'Help', question: 'Why?' },
  messages: ['<img src=x onerror=alert(1)>\nsecond line'],
  until: null,
};

it('[P10] shows what people wrote as they wrote it, in both forms', () => {
  const { subject, text, html } = writeLetter(notice, 'https://help.test/console/requests/r');
  expect(subject).toBe('<i>Eve</i> wrote to you');
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;<br>second line');
  expect(html).not.toMatch(/<i>|<img|<script|src="/);
  expect(text).toContain('> <img src=x onerror=alert(1)>\n> second line');
  expect(text).toContain('https://help.test/console/requests/r');
});

it.each(
  languages.flatMap((language) =>
    (['alert', 'message', 'left-message', 'test'] as const).map(
      (event) => [language, event] as const,
    ),
  ),
)('[P10] leaves no gap in %s (%s)', (language, event) => {
  const { subject, text, html } = writeLetter({ ...notice, language, event }, 'https://help.test');
  expect(`${subject} ${text} ${html}`).not.toMatch(/\{\{|undefined/);
});

it('[T1] signs as is documented', () => {
  expect(sign('whsec_test', '{"a":1}', 1_700_000_000)).toBe(
    't=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789',
  );
});

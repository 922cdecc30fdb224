import { expect, test } from 'vitest';
import { fillReply, isShortcut, shortcutKey, unknownPlaceholders } from './readyReplies.ts';

const values = {
  'customer.name': 'Ada',
  'technician.name': 'Toni',
  company: '',
  portal: 'Help',
};

test('[T10] placeholders are filled in, however they are spaced', () => {
  const text = 'Hello {{customer.name}}, I am {{ technician.name }} of {{portal}}.';
  expect(fillReply(text, values)).toBe('Hello Ada, I am Toni of Help.');
});

test('[T10] what is not known leaves no gap, and what is filled in is not filled in again', () => {
  expect(fillReply('Hello {{company}}, good day', values)).toBe('Hello, good day');
  const name = '{{technician.name}} $& $1';
  expect(fillReply('Hi {{customer.name}}', { ...values, 'customer.name': name })).toBe(
    `Hi ${name}`,
  );
});

test('[T10] placeholders that mean nothing are named', () => {
  expect(unknownPlaceholders('{{customer.name}} {{phone}} {{}} {x}')).toEqual(['phone', '']);
  expect(unknownPlaceholders('No braces')).toEqual([]);
});

test('[T10] a shortcut is one word, in whatever case', () => {
  expect(shortcutKey(' /Hello ')).toBe('hello');
  expect(['hello', 'grüße', 'a-1_b'].every(isShortcut)).toBe(true);
  expect(['', 'two words', '/x', '-x', 'x'.repeat(33), 'a\u0000'].some(isShortcut)).toBe(false);
});

import { openRequestSchema } from '@beside/shared/protocol/http';
import { describe, expect, it } from 'vitest';
import { createFormIdentity, faultsOf } from './form.ts';

const source = {
  userAgent: '',
  language: '',
  timeZone: '',
  screenWidth: 0,
  screenHeight: 0,
  referrer: '',
};

describe('portal form', () => {
  it('[P5] says what is missing, and asks for no e-mail', () => {
    expect(faultsOf({ name: ' ', email: '', question: '' })).toEqual({
      name: 'form.name-missing',
      question: 'form.question-missing',
    });
  });

  it.each(['a@b.example', 'first.last+tag@sub.example.com', 'nobody', 'a@b', 'a@b.c', 'a b@c.de'])(
    '[P5] thinks of the e-mail %s as the server does',
    (email) => {
      const form = { ...createFormIdentity(), name: 'Ada', email, question: '?', source };
      const fits = faultsOf({ name: 'Ada', email, question: '?' }).email === undefined;
      expect(openRequestSchema.safeParse(form).success).toBe(fits);
    },
  );
});

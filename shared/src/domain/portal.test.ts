import { expect, test } from 'vitest';
import {
  defaultFields,
  isOffered,
  portalFieldsSchema,
  portalModes,
  portalTypes,
} from './portal.ts';
import { fillForm, messageFields } from './portalForm.ts';

const values = { name: 'Ada', email: '', company: '', phone: '', question: '', answers: {} };
const custom = [
  { id: 'room', label: 'Room', kind: 'text', choices: [], required: false },
  { id: 'device', label: 'Device', kind: 'choice', choices: ['PC', 'Mac'], required: true },
] as const;

test('[R1] a mode offers its types and no others', () => {
  const pairs = portalModes.flatMap((mode) =>
    portalTypes.filter((type) => isOffered(mode, type)).map((type) => `${mode} ${type}`),
  );
  expect(pairs).toEqual([
    'web smart-match',
    'web smart-box',
    'web smart-button',
    'phone smart-pin',
    'queue smart-box',
  ]);
});

test.each(portalTypes)('[P5] the fields of a new %s portal are fields', (type) => {
  expect(portalFieldsSchema.parse(defaultFields(type))).toEqual(defaultFields(type));
});

test('[P5] the first field that does not fit is named', () => {
  const fields = defaultFields('smart-box');
  expect(fillForm(fields, { ...values, name: '' })).toEqual({ ok: false, field: 'name' });
  expect(fillForm(fields, values)).toEqual({ ok: false, field: 'question' });
});

test('[P5] what is not asked is not kept, and a fixed company stands for what is typed', () => {
  const fields = { ...defaultFields('smart-button'), fixedCompany: 'Acme' };
  const filled = fillForm(fields, { ...values, company: 'Other', answers: { room: '7' } });
  expect(filled).toMatchObject({ ok: true, form: { name: '', company: 'Acme', answers: [] } });
});

test('[P5] questions of the portal are answered by their choices, and kept with their words', () => {
  const fields = {
    ...defaultFields('smart-button'),
    custom: custom.map((f) => ({ ...f, choices: [...f.choices] })),
  };
  const answer = (answers: Record<string, string>) => fillForm(fields, { ...values, answers });
  expect(answer({ room: '7' })).toEqual({ ok: false, field: 'device' });
  expect(answer({ device: 'Amiga' })).toEqual({ ok: false, field: 'device' });
  expect(answer({ device: 'Mac', other: 'x' })).toMatchObject({
    form: { answers: [{ id: 'device', label: 'Device', value: 'Mac' }] },
  });
});

test('[P4] a portal that asks for nothing asks for the message when it is closed, and how to answer', () => {
  const asked = messageFields(defaultFields('smart-button'));
  expect(asked).toMatchObject({ name: 'optional', email: 'optional', question: 'required' });
  expect(fillForm(asked, { ...values, name: '' })).toEqual({ ok: false, field: 'question' });
  const withPhone = { ...defaultFields('smart-button'), phone: 'required' as const };
  expect(messageFields(withPhone)).toMatchObject({ phone: 'required', email: 'off' });
});

test('[P4] a portal that has room for a message asks closed what it asks open', () => {
  const box = defaultFields('smart-box');
  expect(messageFields(box)).toBe(box);
  const text = { id: 'what', label: 'What?', kind: 'text' as const, choices: [], required: true };
  const own = { ...defaultFields('smart-button'), custom: [text] };
  expect(messageFields(own)).toBe(own);
});

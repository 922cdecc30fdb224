import { defaultFields, knownFields } from '@beside/shared/domain/portal';
import { openRequestSchema, type PortalView } from '@beside/shared/protocol/http';
import { describe, expect, it } from 'vitest';
import { digitsOf, groupDigits } from './accessCode.ts';
import { askedAs, askedBy, faultsOf, requestOf } from './form.ts';
import { createFormIdentity } from './formIdentity.ts';

const source = {
  userAgent: '',
  language: '',
  timeZone: '',
  screenWidth: 0,
  screenHeight: 0,
  referrer: '',
};

function view(more: Partial<PortalView> = {}): PortalView {
  const type = more.type ?? 'smart-box';
  return {
    slug: 'help',
    name: 'Help',
    accountName: 'Acme',
    greeting: '',
    logo: null,
    colour: '#0f6b5c',
    type,
    mode: 'web',
    fields: defaultFields(type),
    open: true,
    reopensAt: null,
    technicians: [],
    ...more,
  };
}

const own = view({
  fields: {
    ...defaultFields('smart-box'),
    company: 'required',
    fixedCompany: 'Acme',
    custom: [
      { id: 'device', label: 'Device', kind: 'choice', choices: ['A', 'B'], required: true },
      { id: 'name', label: 'Name of the device', kind: 'text', choices: [], required: false },
    ],
  },
});

describe('portal form', () => {
  it('[P5] asks what was configured, and not for a company that is fixed', () => {
    expect(askedBy(own).map(({ key }) => key)).toEqual([
      'name',
      'email',
      'question',
      'answers.device',
      'answers.name',
    ]);
  });

  it('[P5] keeps the order of the known questions', () => {
    const all = Object.fromEntries(knownFields.map((field) => [field, 'optional']));
    const fields = { ...defaultFields('smart-box'), ...all };
    expect(askedBy(view({ fields })).map(({ key }) => key)).toEqual(knownFields);
  });

  it('[P5] says what is missing, and asks for no e-mail', () => {
    expect(faultsOf(askedBy(own), { name: ' ' })).toEqual({
      name: 'form.name-missing',
      question: 'form.question-missing',
      'answers.device': 'form.choice-missing',
    });
  });

  it('[P5] finds the question that the server means', () => {
    expect(askedAs(askedBy(own), 'device')?.key).toBe('answers.device');
    expect(askedAs(askedBy(own), 'name')?.key).toBe('name');
    expect(askedAs(askedBy(own), 'phone')).toBeUndefined();
  });

  it('[P5] sends what was asked, as the server takes it', () => {
    const values = { name: 'Ada', question: '?', phone: '123', 'answers.device': 'A' };
    const sent = requestOf(own, askedBy(own), values);
    expect(sent).toEqual({
      name: 'Ada',
      question: '?',
      company: 'Acme',
      answers: { device: 'A' },
    });
    const form = { ...createFormIdentity(), ...sent, source };
    expect(openRequestSchema.safeParse(form).success).toBe(true);
  });

  it('[P2] asks for a technician only where one can be picked', () => {
    const match = view({ type: 'smart-match' });
    expect(askedBy(match)[0]?.kind).toBe('technician');
    expect(askedBy({ ...match, open: false })[0]?.kind).toBe('name');
    expect(askedBy(view({ type: 'smart-button' }))).toEqual([]);
  });

  it.each(['a@b.example', 'first.last+tag@sub.example.com', 'nobody', 'a@b', 'a@b.c', 'a b@c.de'])(
    '[P5] thinks of the e-mail %s as the server does',
    (email) => {
      const form = { ...createFormIdentity(), name: 'Ada', email, question: '?', source };
      const fits =
        faultsOf(askedBy(view()), { name: 'Ada', email, question: '?' })['email'] === undefined;
      expect(openRequestSchema.safeParse(form).success).toBe(fits);
    },
  );
});

describe('access code', () => {
  it.each([
    ['1', '1'],
    ['1234', '123 4'],
    ['123456789', '123 456 789'],
    ['Code: 123-456-789.', '123 456 789'],
    ['1234567890', '123 456 789'],
  ])('[P2] groups %s as %s', (typed, shown) => {
    expect(groupDigits(digitsOf(typed))).toBe(shown);
  });
});

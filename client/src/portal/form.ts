import { maxAnswerLength, maxNameLength, maxQuestionLength } from '@beside/shared/domain/limits';
import type { KnownField } from '@beside/shared/domain/portal';
import type { Join, OpenRequest, PortalView } from '@beside/shared/protocol/http';
import { accessCodeDigits, digitsOf } from './accessCode.ts';
import type { FormIdentity } from './formIdentity.ts';

/** One question of a form, in the way it is answered. */
export interface Asked {
  /** Names it within the form: a known field, `code`, `technician`, or `answers.<id>`. */
  key: string;
  kind: KnownField | 'code' | 'technician' | 'text' | 'choice';
  required: boolean;
  /** What people read, where the portal says it. */
  label?: string;
  choices?: readonly string[];
}

/** What was typed so far, by the key of the question. */
export type FormValues = Readonly<Record<string, string>>;

/** What is said where there is no answer. */
export const missing = {
  name: 'form.name-missing',
  email: 'form.email-missing',
  company: 'form.company-missing',
  phone: 'form.phone-missing',
  question: 'form.question-missing',
  code: 'form.code-missing',
  technician: 'form.technician-missing',
  text: 'form.answer-missing',
  choice: 'form.choice-missing',
} as const satisfies Record<Asked['kind'], string>;

export type FormFault =
  | (typeof missing)[Asked['kind']]
  | 'form.email-wrong'
  | 'form.code-short'
  | 'form.code-wrong'
  | 'form.technician-gone'
  | 'form.not-accepted';
export type FormFaults = Readonly<Record<string, FormFault>>;

/** The order of the form: that of the domain's list, whose schemas would come along with it. */
const order: readonly KnownField[] = ['name', 'email', 'company', 'phone', 'question'];

export const maxLengths: Record<KnownField | 'text', number> = {
  name: maxNameLength,
  email: 254,
  company: maxAnswerLength,
  phone: maxAnswerLength,
  question: maxQuestionLength,
  text: maxAnswerLength,
};

const answerKey = (id: string): string => `answers.${id}`;

/** The questions of a portal, in the order of its form; a closed one does not ask for a technician. */
export function askedBy({ type, open, fields }: PortalView): Asked[] {
  const asked: Asked[] = [];
  if (type === 'smart-pin') asked.push({ key: 'code', kind: 'code', required: true });
  if (type === 'smart-match' && open) {
    asked.push({ key: 'technician', kind: 'technician', required: true });
  }
  for (const field of order) {
    const use = fields[field];
    const isFixed = field === 'company' && fields.fixedCompany !== null;
    if (use !== 'off' && !isFixed) {
      asked.push({ key: field, kind: field, required: use === 'required' });
    }
  }
  for (const { id, label, kind, choices, required } of fields.custom) {
    asked.push({ key: answerKey(id), kind, required, label, choices });
  }
  return asked;
}

/** What `/join` asks. */
export const askedToJoin: Asked[] = [
  { key: 'code', kind: 'code', required: true },
  { key: 'name', kind: 'name', required: true },
];

/** The addresses that the server takes: the pattern of zod 4's `z.email()`. */
const email =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** What is wrong, by the key of the question. */
export function faultsOf(asked: readonly Asked[], values: FormValues): FormFaults {
  const faults: Record<string, FormFault> = {};
  for (const { key, kind, required } of asked) {
    const value = values[key]?.trim() ?? '';
    if (value === '') {
      if (required) faults[key] = missing[kind];
    } else if (kind === 'email' && !email.test(value)) {
      faults[key] = 'form.email-wrong';
    } else if (kind === 'code' && digitsOf(value).length < accessCodeDigits) {
      faults[key] = 'form.code-short';
    }
  }
  return faults;
}

/** Which question the server means by the `field` of an error; undefined where it was not asked. */
export function askedAs(asked: readonly Asked[], field: string | undefined): Asked | undefined {
  if (field === undefined) return undefined;
  return (
    asked.find(({ key }) => key === field) ?? asked.find(({ key }) => key === answerKey(field))
  );
}

/** The form as it is sent to a portal; what is not asked is not sent. */
export function requestOf(
  { fields }: PortalView,
  asked: readonly Asked[],
  values: FormValues,
): Omit<OpenRequest, 'source' | keyof FormIdentity> {
  const given = asked.flatMap(({ key }): [string, string][] =>
    values[key] ? [[key, values[key]]] : [],
  );
  const answers = fields.custom.flatMap(({ id }): [string, string][] => {
    const value = values[answerKey(id)];
    return value ? [[id, value]] : [];
  });
  return {
    ...(fields.fixedCompany !== null && { company: fields.fixedCompany }),
    ...Object.fromEntries(given.filter(([key]) => !key.startsWith('answers.'))),
    answers: Object.fromEntries(answers),
  };
}

/** The form of `/join` as it is sent. */
export function joinOf(values: FormValues): Pick<Join, 'name' | 'code'> {
  return { name: values['name'] ?? '', code: values['code'] ?? '' };
}

import type { OpenRequest } from '@beside/shared/protocol/http';
import { v7 } from 'uuid';

export interface FormValues {
  name: string;
  email: string;
  question: string;
}

export type FormField = keyof FormValues;
export type FormFault = 'form.name-missing' | 'form.email-wrong' | 'form.question-missing';

/** What makes sending the form again the same request; made once for each form. */
export type FormIdentity = Pick<OpenRequest, 'id' | 'secret'>;

/** The addresses that the server takes: the pattern of zod 4's `z.email()`. */
const email =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** What is wrong, in the order of the form. */
export function faultsOf(values: FormValues): Partial<Record<FormField, FormFault>> {
  const faults: Partial<Record<FormField, FormFault>> = {};
  if (values.name.trim() === '') faults.name = 'form.name-missing';
  if (values.email.trim() !== '' && !email.test(values.email.trim())) {
    faults.email = 'form.email-wrong';
  }
  if (values.question.trim() === '') faults.question = 'form.question-missing';
  return faults;
}

export function createFormIdentity(): FormIdentity {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return { id: v7(), secret };
}

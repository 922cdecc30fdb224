import { knownFields, type KnownField, type PortalFields } from './portal.ts';

/** What a customer typed. What was not asked counts as empty. */
export interface FormValues extends Record<KnownField, string> {
  /** By the id of the custom field. */
  answers: Record<string, string>;
}

/** The form as it is stored with the request. */
export interface FilledForm extends Record<KnownField, string> {
  answers: { id: string; label: string; value: string }[];
}

/**
 * What a closed portal asks of those who leave a message (rule P4): where its own form has no room
 * for one, the question, and a way to answer it.
 */
export function messageFields(fields: PortalFields): PortalFields {
  const asksForText = fields.custom.some(({ kind }) => kind === 'text');
  if (fields.question !== 'off' || asksForText) return fields;
  const atLeast = (use: PortalFields[KnownField]) => (use === 'off' ? 'optional' : use);
  const answerable = fields.phone !== 'off';
  return {
    ...fields,
    name: atLeast(fields.name),
    email: answerable ? fields.email : atLeast(fields.email),
    question: 'required',
  };
}

/** Fills a portal's form (rule P5), or names the field that does not fit. */
export function fillForm(
  fields: PortalFields,
  values: FormValues,
): { ok: true; form: FilledForm } | { ok: false; field: string } {
  const form: FilledForm = {
    name: '',
    email: '',
    company: '',
    phone: '',
    question: '',
    answers: [],
  };
  for (const field of knownFields) {
    // What is not asked is not kept.
    if (fields[field] === 'off') continue;
    if (fields[field] === 'required' && values[field] === '') return { ok: false, field };
    form[field] = values[field];
  }
  if (fields.fixedCompany !== null) form.company = fields.fixedCompany;
  for (const { id, label, kind, choices, required } of fields.custom) {
    const value = Object.hasOwn(values.answers, id) ? (values.answers[id] ?? '') : '';
    if (value === '' && required) return { ok: false, field: id };
    if (value === '') continue;
    if (kind === 'choice' && !choices.includes(value)) return { ok: false, field: id };
    form.answers.push({ id, label, value });
  }
  return { ok: true, form };
}

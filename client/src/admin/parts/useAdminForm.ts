import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { RequestFailed } from '../../signaling/signaling.ts';
import { faultsOf, refusalWords } from './faults.ts';

type Schema = Parameters<typeof faultsOf>[0];

interface AdminForm<Values> {
  form: UseFormReturnType<Values>;
  busy: boolean;
  /** What is wrong with none of the fields in particular. */
  fault: string | null;
  /** Sends what is right; what is wrong is said at its field, and the first of them is gone to. */
  submit(send: (values: Values) => Promise<unknown>): () => void;
}

/** A form that is held against the server's own schema, and against what the server says to it. */
export function useAdminForm<Values extends Record<string, unknown>>(
  schema: Schema,
  initialValues: Values,
): AdminForm<Values> {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const form = useForm<Values>({
    initialValues,
    validate: (values) => faultsOf(schema, values, t),
    validateInputOnBlur: true,
  });

  async function run(values: Values, send: (values: Values) => Promise<unknown>): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await send(values);
    } catch (error) {
      const words = refusalWords(error, t);
      const field = error instanceof RequestFailed ? error.field : undefined;
      if (field !== undefined && Object.hasOwn(values, field)) form.setFieldError(field, words);
      else setFault(words);
    } finally {
      setBusy(false);
    }
  }

  return {
    form,
    busy,
    fault,
    submit: (send) =>
      form.onSubmit(
        (values) => void run(values, send),
        (faults) => {
          const [first] = Object.keys(faults);
          if (first !== undefined) form.getInputNode(first)?.focus();
        },
      ),
  };
}

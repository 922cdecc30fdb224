import { maxNameLength, maxQuestionLength } from '@beside/shared/domain/limits';
import type { OpenedRequest, PortalView } from '@beside/shared/protocol/http';
import { useRef, useState, type SyntheticEvent, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { openRequest } from '../signaling/api.ts';
import { RequestFailed } from '../signaling/signaling.ts';
import { createFormIdentity, faultsOf, type FormField, type FormValues } from './form.ts';
import { FormInput } from './FormInput.tsx';
import styles from './form.module.css';
import { readSource } from './readSource.ts';

interface Props {
  portal: PortalView;
  /** Whether an earlier conversation was looked for and is gone. */
  gone: boolean;
  onOpened: (opened: OpenedRequest) => void;
}

const fields: readonly FormField[] = ['name', 'email', 'question'];

/** The way in: who asks, and what about. */
export function PortalForm({ portal, gone, onOpened }: Props): ReactElement {
  const { t } = useI18n();
  const [values, setValues] = useState<FormValues>({ name: '', email: '', question: '' });
  const [faults, setFaults] = useState<ReturnType<typeof faultsOf>>({});
  const [state, setState] = useState<'idle' | 'sending' | 'failed' | 'too-fast'>('idle');
  const [identity] = useState(createFormIdentity);
  const form = useRef<HTMLFormElement>(null);

  function write(field: FormField, value: string): void {
    setValues((before) => ({ ...before, [field]: value }));
    setFaults(({ [field]: _, ...others }) => others);
  }

  async function send(): Promise<void> {
    setState('sending');
    try {
      onOpened(await openRequest(portal.slug, { ...identity, ...values, source: readSource() }));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setState(error.code === 'rate-limited' ? 'too-fast' : 'failed');
    }
  }

  function submit(event: SyntheticEvent): void {
    event.preventDefault();
    const found = faultsOf(values);
    setFaults(found);
    const first = fields.find((field) => found[field]);
    if (first) form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    else if (state !== 'sending') void send();
  }

  const input = (field: FormField) => ({
    name: field,
    value: values[field],
    fault: faults[field] && t(faults[field]),
    onValue: (value: string) => write(field, value),
  });

  return (
    <form className={styles.form} ref={form} onSubmit={submit} noValidate>
      {gone && <p className={styles.note}>{t('form.gone')}</p>}
      <FormInput
        {...input('name')}
        label={t('form.name')}
        autoComplete="name"
        maxLength={maxNameLength}
      />
      <FormInput
        {...input('email')}
        label={t('form.email')}
        hint={t('form.optional')}
        type="email"
        autoComplete="email"
        maxLength={254}
      />
      <FormInput
        {...input('question')}
        label={t('form.question')}
        multiline
        maxLength={maxQuestionLength}
      />
      {(state === 'failed' || state === 'too-fast') && (
        <p className={styles.fault} role="alert">
          {t(state === 'failed' ? 'form.failed' : 'error.too-fast')}
        </p>
      )}
      <button type="submit" className={styles.submit} aria-busy={state === 'sending'}>
        {t(state === 'sending' ? 'form.starting' : 'form.start')}
      </button>
      <p className={styles.recorded}>{t('form.recorded')}</p>
    </form>
  );
}

import type { PortalView } from '@beside/shared/protocol/http';
import { useEffect, useRef, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { FormQuestion } from './FormQuestion.tsx';
import styles from './form.module.css';
import { fetchSoon } from './fetchSoon.ts';
import { formParts } from './formParts.ts';
import { RecordedDetails } from './RecordedDetails.tsx';
import { useEntry, type EntryParts } from './useEntry.ts';

interface Props extends EntryParts {
  technicians?: PortalView['technicians'];
  /** Whether it leaves a message where nobody is there. */
  leavesMessage?: boolean;
  /** Whether an earlier conversation was looked for and is gone. */
  gone: boolean;
}

/** The way in: the questions, the one button, and what is recorded. */
export function EntryForm({
  technicians = [],
  leavesMessage = false,
  gone,
  ...parts
}: Props): ReactElement {
  const { t } = useI18n();
  const { values, faults, sending, problem, write, submit, unpick } = useEntry(parts);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => fetchSoon([formParts.chat]), []);

  const picked = values['technician'] ?? '';
  const pickedIsGone = picked !== '' && technicians.every(({ id }) => id !== picked);
  useEffect(() => {
    if (pickedIsGone) unpick('technician');
  });

  async function send(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    const wrong = await submit();
    const control = wrong && form.current?.elements.namedItem(wrong.key);
    const first = control instanceof RadioNodeList ? control[0] : control;
    if (first instanceof HTMLElement) first.focus();
  }

  const words = leavesMessage
    ? (['form.leave', 'form.leaving'] as const)
    : (['form.start', 'form.starting'] as const);
  return (
    <form
      className={styles.form}
      ref={form}
      onSubmit={(event: SyntheticEvent) => void send(event)}
      noValidate
    >
      {gone && <p className={styles.note}>{t('form.gone')}</p>}
      {parts.asked.map((asked) => (
        <FormQuestion
          key={asked.key}
          asked={asked}
          technicians={technicians}
          value={values[asked.key] ?? ''}
          fault={faults[asked.key] && t(faults[asked.key] ?? 'form.not-accepted')}
          onValue={(value) => write(asked.key, value)}
        />
      ))}
      {problem && (
        <p className={styles.fault} role="alert">
          {t(problem)}
        </p>
      )}
      <button type="submit" className={styles.submit} aria-busy={sending}>
        {t(words[sending ? 1 : 0])}
      </button>
      <RecordedDetails />
    </form>
  );
}

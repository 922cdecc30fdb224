import { useId, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import styles from './form.module.css';

interface Described {
  id: string;
  'aria-required': boolean;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface Props {
  label: string;
  required: boolean;
  fault: string | undefined;
  /** Stands beside the label, where it is required. */
  hint?: string;
  children: (described: Described) => ReactElement;
}

/** A control with its label above it, and below it what is wrong. */
export function FormRow({ label, required, fault, hint, children }: Props): ReactElement {
  const { t } = useI18n();
  const id = useId();
  const aside = required ? hint : t('form.optional');
  return (
    <div>
      <div className={styles.label}>
        <label htmlFor={id}>{label}</label>
        {aside && <span id={`${id}-hint`}>{aside}</span>}
      </div>
      {children({
        id,
        'aria-required': required,
        'aria-invalid': fault !== undefined,
        'aria-describedby':
          [fault !== undefined && `${id}-fault`, aside && `${id}-hint`].filter(Boolean).join(' ') ||
          undefined,
      })}
      {fault !== undefined && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { digitsOf, groupDigits } from './accessCode.ts';
import { FormRow } from './FormRow.tsx';
import styles from './form.module.css';

interface Props {
  value: string;
  onValue: (value: string) => void;
  fault: string | undefined;
}

/** Nine digits, grouped as they are read out while they are typed or pasted. */
export function CodeInput({ value, onValue, fault }: Props): ReactElement {
  const { t } = useI18n();

  function take(input: HTMLInputElement): void {
    const typed = input.value;
    const before = digitsOf(typed.slice(0, input.selectionStart ?? typed.length));
    const grouped = groupDigits(digitsOf(typed));
    // Grouping moves what follows: the caret stays behind the digit it was behind.
    input.value = grouped;
    const caret = before.length === digitsOf(typed).length ? grouped : groupDigits(before);
    input.setSelectionRange(caret.length, caret.length);
    onValue(grouped);
  }

  return (
    <FormRow label={t('form.code')} hint={t('form.code-hint')} required fault={fault}>
      {(described) => (
        <input
          {...described}
          name="code"
          value={value}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder="000 000 000"
          className={`${styles.input ?? ''} ${styles.code ?? ''}`}
          onChange={(event) => take(event.target)}
        />
      )}
    </FormRow>
  );
}

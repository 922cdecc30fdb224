import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { FormRow } from './FormRow.tsx';
import styles from './form.module.css';

interface Props {
  name: string;
  label: string;
  choices: readonly string[];
  value: string;
  onValue: (value: string) => void;
  required: boolean;
  fault: string | undefined;
}

export function ChoiceInput(props: Props): ReactElement {
  const { name, label, choices, value, onValue, required, fault } = props;
  const { t } = useI18n();
  return (
    <FormRow label={label} required={required} fault={fault}>
      {(described) => (
        <select
          {...described}
          name={name}
          value={value}
          className={styles.input}
          onChange={(event) => onValue(event.target.value)}
        >
          <option value="">{t('form.choose')}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
    </FormRow>
  );
}

import type { ReactElement } from 'react';
import { FormRow } from './FormRow.tsx';
import styles from './form.module.css';

interface Props {
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  maxLength: number;
  required: boolean;
  /** What is wrong with it. */
  fault: string | undefined;
  type?: 'text' | 'email' | 'tel';
  autoComplete?: string;
  multiline?: boolean;
}

export function FormInput(props: Props): ReactElement {
  const { name, label, value, onValue, maxLength, required, fault } = props;
  return (
    <FormRow label={label} required={required} fault={fault}>
      {(described) => {
        const common = { ...described, name, value, maxLength, className: styles.input };
        return props.multiline ? (
          <textarea {...common} rows={4} onChange={(event) => onValue(event.target.value)} />
        ) : (
          <input
            {...common}
            type={props.type ?? 'text'}
            autoComplete={props.autoComplete}
            onChange={(event) => onValue(event.target.value)}
          />
        );
      }}
    </FormRow>
  );
}

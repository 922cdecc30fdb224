import { useId, type ReactElement } from 'react';
import styles from './form.module.css';

interface Props {
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  maxLength: number;
  hint?: string;
  /** What is wrong with it. */
  fault?: string | undefined;
  type?: 'text' | 'email';
  autoComplete?: string;
  multiline?: boolean;
}

export function FormInput(props: Props): ReactElement {
  const { name, label, value, onValue, maxLength, hint, fault } = props;
  const id = useId();
  const common = {
    id,
    name,
    value,
    maxLength,
    className: styles.input,
    'aria-invalid': fault !== undefined,
    'aria-describedby': fault === undefined ? undefined : `${id}-fault`,
  };
  return (
    <div>
      <div className={styles.label}>
        <label htmlFor={id}>{label}</label>
        {hint && <span>{hint}</span>}
      </div>
      {props.multiline ? (
        <textarea {...common} rows={4} onChange={(event) => onValue(event.target.value)} />
      ) : (
        <input
          {...common}
          type={props.type ?? 'text'}
          autoComplete={props.autoComplete}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className={styles.fault}>
          {fault}
        </p>
      )}
    </div>
  );
}

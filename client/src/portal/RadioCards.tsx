import { useId, type ReactElement } from 'react';
import { guard } from '../ui/guard.ts';
import styles from './dialog.module.css';

interface Props<T extends string> {
  legend: string;
  chosen: T;
  onChoose: (value: T) => void;
  options: readonly { value: T; label: string; hint: string }[];
}

/** One of a few, each with a line that says what it means; out of the technician's reach. */
export function RadioCards<T extends string>({
  legend,
  chosen,
  onChoose,
  options,
}: Props<T>): ReactElement {
  const name = useId();
  return (
    <fieldset className={styles.levels}>
      <legend>{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <label key={value} className={styles.level} {...guard}>
          <input
            type="radio"
            name={name}
            checked={chosen === value}
            onChange={() => onChoose(value)}
            {...guard}
          />
          <span>
            <b>{label}</b>
            <small>{hint}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

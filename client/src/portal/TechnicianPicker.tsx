import type { PortalView } from '@beside/shared/protocol/http';
import { useId, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Avatar } from './Avatar.tsx';
import form from './form.module.css';
import styles from './technicianPicker.module.css';

interface Props {
  technicians: PortalView['technicians'];
  value: string;
  onValue: (id: string) => void;
  fault: string | undefined;
}

/** Those who are available now, one of whom is asked. */
export function TechnicianPicker({ technicians, value, onValue, fault }: Props): ReactElement {
  const { t } = useI18n();
  const id = useId();
  return (
    <fieldset
      className={styles.technicians}
      role="radiogroup"
      aria-required="true"
      aria-invalid={fault !== undefined}
      aria-describedby={`${id}-fault`}
    >
      <legend>{t('form.technician')}</legend>
      {technicians.map((technician) => (
        <label key={technician.id} className={styles.technician}>
          <input
            type="radio"
            name="technician"
            value={technician.id}
            checked={value === technician.id}
            onChange={() => onValue(technician.id)}
          />
          <Avatar name={technician.name} size="small" />
          <span>
            <b>{technician.name}</b>
            <small>
              <i aria-hidden="true" />
              {t('form.technician-here')}
            </small>
          </span>
        </label>
      ))}
      {/* Stands before there is something to say, so that it is read out: people go by themselves. */}
      <p id={`${id}-fault`} className={form.fault} role="status">
        {fault}
      </p>
    </fieldset>
  );
}

import { Radio } from '@mantine/core';
import type { UserId } from '@beside/shared/domain/ids';
import { isAvailable } from '@beside/shared/domain/routing';
import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { StatusSign } from '../status/StatusSign.tsx';
import styles from './transfer.module.css';
import type { Targets } from './useTargets.ts';

interface Props {
  label: string;
  technicians: Targets['technicians'];
  chosen: string | null;
  onChoose: (id: UserId) => void;
  /** Who cannot be chosen whatever their status is, and why. */
  except?: { ids: readonly UserId[]; why: string };
}

/** Whoever is available comes first; the others are shown, so that nobody is looked for in vain. */
export function TechnicianList(props: Props): ReactElement {
  const { label, chosen, onChoose, except } = props;
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  // They come after the dialog, which has put the focus where it could.
  useEffect(() => list.current?.querySelector<HTMLElement>('input:enabled')?.focus(), []);
  const technicians = props.technicians.toSorted(
    (one, other) =>
      Number(isAvailable(other)) - Number(isAvailable(one)) || one.name.localeCompare(other.name),
  );
  return (
    <Radio.Group ref={list} label={label} value={chosen ?? ''}>
      {technicians.length === 0 && <p className={styles.hint}>{t('transfer.nobody')}</p>}
      {technicians.map((one) => {
        const excepted = except?.ids.includes(one.id) ?? false;
        return (
          <Radio
            key={one.id}
            className={styles.target}
            value={one.id}
            disabled={excepted || !isAvailable(one)}
            label={one.name}
            description={
              <span className={styles.status}>
                <StatusSign status={one.present ? one.status : 'away'} size={14} />
                {excepted
                  ? except?.why
                  : t(one.present ? `status.${one.status}` : 'transfer.absent')}
              </span>
            }
            onChange={() => onChoose(one.id)}
          />
        );
      })}
    </Radio.Group>
  );
}

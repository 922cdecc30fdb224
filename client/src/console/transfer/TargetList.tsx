import { Radio } from '@mantine/core';
import { isAvailable } from '@beside/shared/domain/routing';
import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { StatusSign } from '../status/StatusSign.tsx';
import type { TransferTarget } from './TransferDialog.tsx';
import styles from './transfer.module.css';
import type { Targets } from './useTargets.ts';

interface Props {
  targets: Targets;
  chosen: TransferTarget | null;
  onChoose: (to: TransferTarget) => void;
}

/** Whoever is available comes first; the others are shown, so that nobody is looked for in vain. */
export function TargetList({ targets, chosen, onChoose }: Props): ReactElement {
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  // They come after the dialog, which has put the focus where it could.
  useEffect(() => list.current?.querySelector<HTMLElement>('input:enabled')?.focus(), []);
  const technicians = targets.technicians.toSorted(
    (one, other) =>
      Number(isAvailable(other)) - Number(isAvailable(one)) || one.name.localeCompare(other.name),
  );
  return (
    <div ref={list} className={styles.targets}>
      <Radio.Group label={t('transfer.technicians')} value={chosen?.id ?? ''}>
        {technicians.length === 0 && <p className={styles.hint}>{t('transfer.nobody')}</p>}
        {technicians.map((one) => (
          <Radio
            key={one.id}
            className={styles.target}
            value={one.id}
            disabled={!isAvailable(one)}
            label={one.name}
            description={
              <span className={styles.status}>
                <StatusSign status={one.present ? one.status : 'away'} size={14} />
                {t(one.present ? `status.${one.status}` : 'transfer.absent')}
              </span>
            }
            onChange={() => onChoose({ kind: 'technician', id: one.id })}
          />
        ))}
      </Radio.Group>
      <Radio.Group label={t('transfer.portals')} value={chosen?.id ?? ''}>
        {targets.portals.map(({ id, name }) => (
          <Radio
            key={id}
            className={styles.target}
            value={id}
            label={name}
            onChange={() => onChoose({ kind: 'portal', id })}
          />
        ))}
      </Radio.Group>
    </div>
  );
}

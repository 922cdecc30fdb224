import { Radio } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { TechnicianList } from './TechnicianList.tsx';
import type { TransferTarget } from './TransferDialog.tsx';
import styles from './transfer.module.css';
import type { Targets } from './useTargets.ts';

interface Props {
  targets: Targets;
  chosen: TransferTarget | null;
  onChoose: (to: TransferTarget) => void;
}

/** Colleagues, and the portals that a request can go back to. */
export function TargetList({ targets, chosen, onChoose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <div className={styles.targets}>
      <TechnicianList
        label={t('transfer.technicians')}
        technicians={targets.technicians}
        chosen={chosen?.id ?? null}
        onChoose={(id) => onChoose({ kind: 'technician', id })}
      />
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

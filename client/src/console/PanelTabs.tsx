import { SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import styles from './requestPage.module.css';

export type Panel = 'screen' | 'chat' | 'details';

interface Props {
  panels: readonly Panel[];
  chosen: Panel;
  onChoose: (panel: Panel) => void;
}

/** Which part of a request is shown where there is no room for all. */
export function PanelTabs({ panels, chosen, onChoose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <div className={styles.tabs}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('request.panels')}
        value={chosen}
        onChange={onChoose}
        data={panels.map((value) => ({ value, label: t(`request.${value}`) }))}
      />
    </div>
  );
}

import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import styles from './requestList.module.css';
import { sortKeys, type Sorting, type SortKey } from './sortRequests.ts';

interface Props {
  sorting: Sorting;
  onChange: (sorting: Sorting) => void;
}

/** What the list is sorted by; the same once more turns it round. */
export function SortMenu({ sorting, onChange }: Props): ReactElement {
  const { t } = useI18n();
  const { by, reversed } = sorting;
  const Direction = reversed ? IconArrowUp : IconArrowDown;
  const choose = (key: SortKey): void =>
    onChange({ by: key, reversed: key === by ? !reversed : false });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="default"
          className={styles.sort}
          data-chosen={by !== 'urgency' || reversed}
          aria-label={t('list.sort', { by: t(`list.by-${by}`) })}
          title={t('list.sort', { by: t(`list.by-${by}`) })}
        >
          <IconArrowsSort size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={by}>
          {sortKeys.map((key) => (
            <Menu.RadioItem
              key={key}
              value={key}
              checkIcon={<Direction size={16} aria-hidden="true" />}
              onChange={() => choose(key)}
            >
              {t(`list.by-${key}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

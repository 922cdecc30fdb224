import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useWindowEvent } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { useCommand } from '../commands/useCommand.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './codes.module.css';
import { CodesPanel } from './CodesPanel.tsx';

/** One click makes a code and shows it; the other shows those that there are (rule T7). */
export function CodesButton(): ReactElement {
  const { t } = useI18n();
  const { codes } = useWorkspace();
  const { busy, ask } = useAsk();
  const [opened, setOpened] = useState(false);
  const live = useStore(codes.state, (all) => all.filter(({ state }) => state === 'live').length);

  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Escape') setOpened(false);
  });

  function create(): void {
    setOpened(true);
    void ask(() => codes.create());
  }
  useCommand('code:create', {
    label: t('code.create'),
    section: 'desk',
    keys: 'Alt+C',
    Icon: IconPlus,
    run: create,
  });

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={340}
      // Under the dialogs and the pop-ups.
      zIndex={150}
      returnFocus
    >
      <Popover.Target>
        <Button.Group className={styles.group}>
          <Button
            size="compact-sm"
            variant="default"
            className={styles.create}
            leftSection={<IconPlus size={15} aria-hidden="true" />}
            loading={busy}
            aria-label={t('code.create')}
            aria-keyshortcuts="Alt+C"
            onClick={create}
          >
            {t('code.create')}
          </Button>
          <ActionIcon
            variant="default"
            className={styles.list}
            aria-expanded={opened}
            aria-label={t('code.show', { count: live })}
            onClick={() => setOpened(!opened)}
          >
            {live > 0 && <b>{live}</b>}
            <IconChevronDown size={15} aria-hidden="true" />
          </ActionIcon>
        </Button.Group>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('code.title')}>
        <CodesPanel onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

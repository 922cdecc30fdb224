import { Modal } from '@mantine/core';
import { IconCommand, IconKeyboard } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { CommandList } from './CommandList.tsx';
import styles from './commands.module.css';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { useCommand } from './useCommand.ts';
import { useDeskCommands } from './useDeskCommands.ts';
import { useShortcuts } from './useShortcuts.ts';

/** Everything that can be done now, by typing a part of its name (rule T11). */
export function CommandPalette(): ReactElement {
  const { t } = useI18n();
  const [shown, setShown] = useState<'palette' | 'shortcuts' | null>(null);
  const close = (): void => setShown(null);
  // The field takes the focus before the dialog looks where it was.
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (shown !== null || !(before.current instanceof HTMLElement)) return;
    before.current.focus();
    before.current = null;
  }, [shown]);
  useDeskCommands();
  useShortcuts();
  useCommand('palette', {
    label: t('command.title'),
    section: 'desk',
    keys: 'Ctrl+K',
    Icon: IconCommand,
    run: () => {
      before.current = document.activeElement;
      setShown('palette');
    },
  });
  useCommand('shortcuts', {
    label: t('command.shortcuts'),
    section: 'desk',
    keys: '?',
    Icon: IconKeyboard,
    run: () => setShown('shortcuts'),
  });

  return (
    <>
      <Modal.Root
        opened={shown === 'palette'}
        onClose={close}
        returnFocus={false}
        yOffset="12vh"
        size={560}
        // Whoever types on at once types into the field.
        transitionProps={{ duration: 0 }}
      >
        <Modal.Overlay />
        <Modal.Content aria-label={t('command.title')}>
          <Modal.Body p={0} className={styles.body}>
            <CommandList onDone={close} />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
      <ShortcutsDialog opened={shown === 'shortcuts'} onClose={close} />
    </>
  );
}

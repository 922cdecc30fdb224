import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { Dialog } from '../Dialog.tsx';
import styles from './commands.module.css';
import { Keys } from './Keys.tsx';

const shortcuts = [
  ['command.title', 'Ctrl+K'],
  ['shortcut.accept', 'Alt+A'],
  ['shortcut.decline', 'Alt+D'],
  ['action.assign', 'Alt+G'],
  ['action.join', 'Alt+J'],
  ['action.transfer', 'Alt+T'],
  ['link.action', 'Alt+L'],
  ['notes.new', 'Alt+N'],
  ['reply.insert', 'Ctrl+/'],
  ['code.create', 'Alt+C'],
  ['viewer.zoom-in', 'Ctrl+Alt++'],
  ['viewer.zoom-out', 'Ctrl+Alt+-'],
  ['viewer.fit', 'Ctrl+Alt+0'],
  ['viewer.actual', 'Ctrl+Alt+1'],
  ['viewer.screenshot', 'Ctrl+Alt+S'],
  ['viewer.own-window', 'Ctrl+Alt+W'],
  ['viewer.full-screen', 'Ctrl+Alt+F'],
  ['viewer.go-to-tools', 'Ctrl+Alt+B'],
  ['shortcut.mine', 'Alt+1 … 9'],
  ['shortcut.list', '↑+↓'],
  ['command.shortcuts', '?'],
] as const;

export function ShortcutsDialog({
  opened,
  onClose,
}: {
  opened: boolean;
  onClose: () => void;
}): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('command.shortcuts')}>
      <dl className={styles.shortcuts}>
        {shortcuts.map(([label, keys]) => (
          <div key={keys}>
            <dt>{t(label)}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

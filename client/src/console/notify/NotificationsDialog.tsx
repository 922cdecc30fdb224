import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { EmptyState } from '../EmptyState.tsx';
import { useWorkspace } from '../WorkspaceContext.ts';
import { NotificationsForm } from './NotificationsForm.tsx';
import styles from './notify.module.css';

/** How the technician wants to be notified (rule T1). */
export function NotificationsDialog({
  opened,
  onClose,
}: {
  opened: boolean;
  onClose: () => void;
}): ReactElement {
  const { t } = useI18n();
  const { preferences } = useWorkspace();
  const available = useStore(preferences.state, (whole) => whole.available);
  return (
    <Modal.Root opened={opened} onClose={onClose} size={720} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body className={styles.dialog}>
          <Modal.Title mb="xs">{t('notify.title')}</Modal.Title>
          {available ? (
            <NotificationsForm available={available} onClose={onClose} />
          ) : (
            <EmptyState title={t('app.loading')} quiet />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

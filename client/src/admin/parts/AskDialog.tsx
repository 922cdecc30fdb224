import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useAttempt } from './useAttempt.ts';

interface DialogProps {
  opened: boolean;
  title: string;
  onClose: () => void;
  size?: 'md' | 'xl';
  children: ReactNode;
}

/** In front of everything else; Escape and a click beside it take it away. */
export function AdminDialog({
  opened,
  title,
  onClose,
  size = 'md',
  children,
}: DialogProps): ReactElement {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title mb="sm">{title}</Modal.Title>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

interface Props {
  opened: boolean;
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks once more, and says what follows. */
export function AskDialog({
  opened,
  title,
  text,
  confirm,
  onConfirm,
  onClose,
}: Props): ReactElement {
  const { t } = useI18n();
  const { busy, attempt } = useAttempt();
  return (
    <AdminDialog opened={opened} onClose={onClose} title={title}>
      <Text c="dimmed" size="sm">
        {text}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button data-autofocus loading={busy} onClick={() => void attempt(onConfirm).then(onClose)}>
          {confirm}
        </Button>
      </Group>
    </AdminDialog>
  );
}

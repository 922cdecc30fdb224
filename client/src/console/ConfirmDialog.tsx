import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Dialog } from './Dialog.tsx';
import { useAsk } from './useAsk.ts';

interface Props {
  opened: boolean;
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks once more before something that the customer is told of. */
export function ConfirmDialog(props: Props): ReactElement {
  const { opened, title, text, confirm, onConfirm, onClose } = props;
  const { t } = useI18n();
  const { busy, ask } = useAsk();

  async function run(): Promise<void> {
    await ask(onConfirm);
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Text c="dimmed" size="sm">
        {text}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button data-autofocus loading={busy} onClick={() => void run()}>
          {confirm}
        </Button>
      </Group>
    </Dialog>
  );
}

import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import type { SupportRequest } from '@beside/shared/domain/request';
import { outcomes, type Outcome } from '@beside/shared/domain/words';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Conversation } from '../session/conversation.ts';
import { Dialog } from './Dialog.tsx';
import { useAsk } from './useAsk.ts';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  opened: boolean;
  request: SupportRequest;
  conversation: Conversation;
  onClose: () => void;
}

const maxNotesLength = 10_000;

/** How it turned out, and what the next technician should know. */
export function CloseDialog({ opened, request, conversation, onClose }: Props): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { busy, ask } = useAsk();
  const [outcome, setOutcome] = useState<Outcome>('resolved');
  const [notes, setNotes] = useState('');

  async function save(): Promise<void> {
    const closed = await ask(async () => {
      const input = { requestId: request.id, outcome, notes };
      workspace.accept((await workspace.signaling.request('request:close', input)).request);
    });
    if (!closed) return;
    conversation.refresh();
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={t('close.title')}>
      <Radio.Group
        label={t('close.outcome')}
        value={outcome}
        onChange={(value) => setOutcome(outcomes.find((known) => known === value) ?? 'unknown')}
      >
        <Stack gap="xs" mt={6}>
          {outcomes.map((value) => (
            <Radio key={value} value={value} label={t(`outcome.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        mt="md"
        label={t('close.notes')}
        description={t('close.notes-hint')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={maxNotesLength}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button loading={busy} onClick={() => void save()}>
          {t('close.confirm')}
        </Button>
      </Group>
    </Dialog>
  );
}

import { Button, Group, Text, TextInput } from '@mantine/core';
import { maxLinkLength, readLink } from '@beside/shared/domain/pushedLink';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { customerName } from '../customerName.ts';
import { Dialog } from '../Dialog.tsx';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

interface Props {
  opened: boolean;
  request: SupportRequest;
  onClose: () => void;
}

/** An address for the customer, who sees where it leads and opens it or not (rule T10). */
export function LinkDialog({ opened, request, onClose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('link.title', { customer: customerName(request, t) })}
    >
      <Form request={request} onClose={onClose} />
    </Dialog>
  );
}

function Form({ request, onClose }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { busy, ask } = useAsk();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);

  async function send(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    const url = readLink(typed);
    setWrong(url === undefined);
    if (url === undefined) return;
    const sent = await ask(async () => {
      const input = { requestId: request.id, url };
      workspace.accept((await workspace.signaling.request('request:push-link', input)).request);
    });
    if (sent) onClose();
  }

  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Text c="dimmed" size="sm" mb="md">
        {t('link.hint')}
      </Text>
      <TextInput
        data-autofocus
        type="url"
        inputMode="url"
        autoComplete="off"
        label={t('link.address')}
        placeholder="https://"
        maxLength={maxLinkLength}
        value={typed}
        error={wrong && t('link.wrong')}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('link.send')}
        </Button>
      </Group>
    </form>
  );
}

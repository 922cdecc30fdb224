import { Button, Group, Loader } from '@mantine/core';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { RequestInput } from '@beside/shared/protocol/contract';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { customerName } from '../customerName.ts';
import { Dialog } from '../Dialog.tsx';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { TargetList } from './TargetList.tsx';
import styles from './transfer.module.css';
import { useTargets } from './useTargets.ts';

export type TransferTarget = RequestInput<'request:transfer'>['to'];

interface Props {
  opened: boolean;
  request: SupportRequest;
  onClose: () => void;
}

/** Hands the request to a colleague, or back to a portal (rule T9); the chat says so. */
export function TransferDialog({ opened, request, onClose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('transfer.title', { customer: customerName(request, t) })}
    >
      <Choice request={request} onClose={onClose} />
    </Dialog>
  );
}

function Choice({ request, onClose }: Omit<Props, 'opened'>): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { busy, ask } = useAsk();
  const targets = useTargets(request.id);
  const [to, setTo] = useState<TransferTarget | null>(null);

  async function transfer(): Promise<void> {
    if (!to) return;
    const done = await ask(async () => {
      const input = { requestId: request.id, to };
      workspace.accept((await workspace.signaling.request('request:transfer', input)).request);
    });
    if (done) onClose();
  }

  return (
    <>
      <p className={styles.hint}>{t('transfer.hint')}</p>
      {targets ? (
        <TargetList targets={targets} chosen={to} onChoose={setTo} />
      ) : (
        <Loader size="sm" aria-label={t('app.loading')} />
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button disabled={!to} loading={busy} onClick={() => void transfer()}>
          {t('transfer.confirm')}
        </Button>
      </Group>
    </>
  );
}

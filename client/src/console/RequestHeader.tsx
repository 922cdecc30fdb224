import { ActionIcon, Button } from '@mantine/core';
import {
  IconArrowLeft,
  IconCheck,
  IconDoorExit,
  IconMessagePlus,
  IconScreenShare,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { actionsFor } from './actions.ts';
import { CloseDialog } from './CloseDialog.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { PhaseBadge } from './PhaseBadge.tsx';
import styles from './requestHeader.module.css';
import { useAsk } from './useAsk.ts';
import type { LiveLoad } from './workspace.ts';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  request: SupportRequest;
  conversation: Conversation;
  load: LiveLoad | undefined;
  stacked: boolean;
}

type Dialog = 'upgrade' | 'end' | 'close';

/** Who asks, how it stands, and what can be done about it now (rule T5). */
export function RequestHeader({ request, conversation, load, stacked }: Props): ReactElement {
  const { t } = useI18n();
  const workspace = useWorkspace();
  const { busy, ask } = useAsk();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { id: requestId, customer, phase } = request;
  const can = actionsFor(request, workspace.me.id);
  const present = useStore(conversation.state, ({ presence }) =>
    presence.some(({ party }) => party === 'customer'),
  );
  const live = load?.state === 'ready' ? load.live : null;

  function move(name: 'request:assign' | 'request:unassign' | 'request:join'): void {
    void ask(async () => {
      workspace.accept((await workspace.signaling.request(name, { requestId })).request);
    });
  }

  return (
    <header className={styles.header}>
      {stacked && (
        <ActionIcon
          component={Link}
          to="/"
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('request.back')}
        >
          <IconArrowLeft size={20} aria-hidden="true" />
        </ActionIcon>
      )}
      <div className={styles.who}>
        <h1>{customer.name}</h1>
        <p>
          <PhaseBadge phase={phase} />
          <span className={styles.presence} data-present={present}>
            <i aria-hidden="true" />
            {t(present ? 'request.present' : 'request.absent')}
          </span>
        </p>
      </div>
      <div className={styles.actions}>
        {can.assign && (
          <Button
            size="xs"
            leftSection={<IconUserPlus size={16} aria-hidden="true" />}
            loading={busy}
            onClick={() => move('request:assign')}
          >
            {t('action.assign')}
          </Button>
        )}
        {can.join && (
          <Button
            size="xs"
            leftSection={<IconMessagePlus size={16} aria-hidden="true" />}
            loading={busy}
            onClick={() => move('request:join')}
          >
            {t('action.join')}
          </Button>
        )}
        {(can.upgrade || can.join) && (
          <Button
            size="xs"
            variant={can.upgrade ? 'filled' : 'default'}
            leftSection={<IconScreenShare size={16} aria-hidden="true" />}
            title={t('action.upgrade-hint')}
            disabled={!can.upgrade || !live}
            onClick={() => setDialog('upgrade')}
          >
            {t('action.upgrade')}
          </Button>
        )}
        {can.unassign && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserMinus size={16} aria-hidden="true" />}
            disabled={busy}
            onClick={() => move('request:unassign')}
          >
            {t('action.unassign')}
          </Button>
        )}
        {can.end && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDoorExit size={16} aria-hidden="true" />}
            onClick={() => setDialog('end')}
          >
            {t('action.end')}
          </Button>
        )}
        {can.close && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden="true" />}
            onClick={() => setDialog('close')}
          >
            {t('action.close')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={dialog === 'upgrade' && live !== null}
        title={t('upgrade.title', { customer: customer.name })}
        text={t('upgrade.text')}
        confirm={t('upgrade.confirm')}
        onConfirm={async () => live?.propose()}
        onClose={() => setDialog(null)}
      />
      <ConfirmDialog
        opened={dialog === 'end'}
        title={t('end-chat.title')}
        text={t('end-chat.text')}
        confirm={t('end-chat.confirm')}
        onConfirm={() => conversation.end()}
        onClose={() => setDialog(null)}
      />
      <CloseDialog
        opened={dialog === 'close'}
        request={request}
        conversation={conversation}
        onClose={() => setDialog(null)}
      />
    </header>
  );
}

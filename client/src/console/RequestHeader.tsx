import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconScreenShareOff } from '@tabler/icons-react';
import type { SupportRequest } from '@beside/shared/domain/request';
import { useId, useState, type ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { CloseDialog } from './CloseDialog.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { customerName } from './customerName.ts';
import { PhaseBadge } from './PhaseBadge.tsx';
import styles from './requestHeader.module.css';
import { shareHindrance } from './shareHindrance.ts';
import { InviteDialog } from './team/InviteDialog.tsx';
import { TeamBar } from './team/TeamBar.tsx';
import { TransferDialog } from './transfer/TransferDialog.tsx';
import { useRequestActions, type RequestDialog } from './useRequestActions.ts';
import type { LiveLoad } from './workspace.ts';

interface Props {
  request: SupportRequest;
  conversation: Conversation;
  load: LiveLoad | undefined;
  stacked: boolean;
}

/** Who asks, how it stands, and what can be done about it now (rule T5). */
export function RequestHeader({ request, conversation, load, stacked }: Props): ReactElement {
  const { t } = useI18n();
  const { search } = useLocation();
  const [dialog, setDialog] = useState<RequestDialog | null>(null);
  const { phase, offer } = request;
  const customer = customerName(request, t);
  const present = useStore(conversation.state, ({ presence }) =>
    presence.some(({ party }) => party === 'customer'),
  );
  const live = load?.state === 'ready' ? load.live : null;
  const words = useStore(conversation.state, ({ presence, details }) =>
    shareHindrance(presence, details),
  );
  const hindrance = words && t(words);
  const { busy, actions } = useRequestActions({
    request,
    live,
    hindrance,
    open: setDialog,
  });
  const upgradeIsHindered = hindrance !== null && actions.some(({ id }) => id === 'upgrade');
  const hindranceId = useId();
  const closeDialog = (): void => setDialog(null);

  return (
    <header className={styles.header}>
      {stacked && (
        <ActionIcon
          component={Link}
          to={{ pathname: '/', search }}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('request.back')}
        >
          <IconArrowLeft size={20} aria-hidden="true" />
        </ActionIcon>
      )}
      <div className={styles.who}>
        <h1>{customer}</h1>
        <p>
          <PhaseBadge phase={phase} />
          <span className={styles.presence} data-present={present}>
            <i aria-hidden="true" />
            {t(present ? 'request.present' : 'request.absent')}
          </span>
          {offer && (
            <span className={styles.offer} role="status">
              {t('request.offered-to', { name: offer.to.name })}
            </span>
          )}
        </p>
      </div>
      <div className={styles.actions}>
        {actions.map(({ id, label, Icon, primary, disabled, keys, hint, run }) => (
          <Button
            key={id}
            size="xs"
            variant={primary ? 'filled' : 'default'}
            leftSection={<Icon size={16} aria-hidden="true" />}
            title={hint}
            aria-keyshortcuts={keys}
            aria-describedby={id === 'upgrade' && upgradeIsHindered ? hindranceId : undefined}
            loading={busy && primary}
            disabled={disabled || busy}
            onClick={run}
          >
            {label}
          </Button>
        ))}
      </div>
      <TeamBar request={request} />
      {upgradeIsHindered && (
        <p id={hindranceId} className={styles.hindrance} role="status">
          <IconScreenShareOff size={16} aria-hidden="true" />
          {hindrance}
        </p>
      )}
      <ConfirmDialog
        opened={dialog === 'upgrade' && live !== null}
        title={t('upgrade.title', { customer })}
        text={t('upgrade.text')}
        confirm={t('upgrade.confirm')}
        onConfirm={async () => live?.propose()}
        onClose={closeDialog}
      />
      <ConfirmDialog
        opened={dialog === 'end'}
        title={t('end-chat.title')}
        text={t('end-chat.text')}
        confirm={t('end-chat.confirm')}
        onConfirm={() => conversation.end()}
        onClose={closeDialog}
      />
      <InviteDialog opened={dialog === 'invite'} request={request} onClose={closeDialog} />
      <TransferDialog opened={dialog === 'transfer'} request={request} onClose={closeDialog} />
      <CloseDialog
        opened={dialog === 'close'}
        request={request}
        conversation={conversation}
        onClose={closeDialog}
      />
    </header>
  );
}

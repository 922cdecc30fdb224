import { Button } from '@mantine/core';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { useCallback, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { EntryList } from '../ui/chat/EntryList.tsx';
import { actionsFor } from './actions.ts';
import styles from './chatPanel.module.css';
import { ConsoleComposer } from './ConsoleComposer.tsx';
import { useAsk } from './useAsk.ts';
import type { LiveLoad } from './workspace.ts';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  conversation: Conversation;
  request: SupportRequest;
  load: LiveLoad | undefined;
}

export function ChatPanel({ conversation, request, load }: Props): ReactElement {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const state = useStore(conversation.state, (whole) => whole);
  const mine = request.assignee?.id === me.id;
  const { write } = actionsFor(request, me.id);
  // Only who has the request reads on behalf of the technician's side.
  const seen = useCallback(() => {
    if (mine) conversation.markRead();
  }, [mine, conversation]);

  return (
    <>
      <EntryList
        entries={state.entries}
        pending={state.pending}
        complete={state.complete}
        reader={{ party: 'technician', id: me.id }}
        seenSeq={state.read.customer}
        typing={state.typing
          .filter(({ party, name }) => party === 'customer' || name !== me.name)
          .map(({ name }) => name || request.customer.name)}
        onRetry={conversation.retry}
        onDiscard={conversation.discard}
        onSeen={seen}
      />
      <Declined request={request} load={load} />
      {write ? (
        <ConsoleComposer conversation={conversation} request={request} />
      ) : (
        <p className={styles.closed}>{closedWords(request, mine, t)}</p>
      )}
    </>
  );
}

/** The customer said no: a normal outcome, and it can be tried again. */
function Declined({
  request,
  load,
}: {
  request: SupportRequest;
  load: LiveLoad | undefined;
}): ReactElement | null {
  const { t } = useI18n();
  const { busy, ask } = useAsk();
  const { share } = request.live;
  if (share.phase !== 'off' || share.last !== 'declined' || load?.state !== 'ready') return null;
  const { live } = load;
  return (
    <div className={styles.declined} role="status">
      <p>{t('viewer.declined', { customer: request.customer.name })}</p>
      <Button
        size="compact-sm"
        variant="default"
        loading={busy}
        onClick={() => void ask(() => live.propose())}
      >
        {t('viewer.ask-again')}
      </Button>
    </div>
  );
}

function closedWords({ phase, assignee }: SupportRequest, mine: boolean, t: Translate): string {
  if (!chatIsOpen(phase)) return t('request.over');
  return assignee && !mine
    ? t('request.readonly', { name: assignee.name })
    : t('request.take-first');
}

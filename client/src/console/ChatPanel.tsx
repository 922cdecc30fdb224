import { Button } from '@mantine/core';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { mayIn, partOf, type Part } from '@beside/shared/domain/team';
import { useCallback, useMemo, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { EntryList } from '../ui/chat/EntryList.tsx';
import { createFilesPart } from '../ui/chat/files/filesPart.tsx';
import { actionsFor } from './actions.ts';
import styles from './chatPanel.module.css';
import { ConsoleComposer } from './ConsoleComposer.tsx';
import { ChatTabs, type ChatTab } from './team/ChatTabs.tsx';
import { SideChatPanel } from './team/SideChatPanel.tsx';
import { useAsk } from './useAsk.ts';
import type { LiveLoad } from './workspace.ts';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  conversation: Conversation;
  request: SupportRequest;
  load: LiveLoad | undefined;
}

/** The chat with the customer, and beside it the technicians' own where there is a team. */
export function ChatPanel(props: Props): ReactElement {
  const { state } = useWorkspace();
  const { request } = props;
  const sideChat = useStore(state, ({ sideChats }) => sideChats.get(request.id));
  const [tab, setTab] = useState<ChatTab>('customer');
  const customer = <CustomerChat {...props} />;
  if (!sideChat) return customer;
  return (
    <ChatTabs
      conversation={props.conversation}
      sideChat={sideChat}
      chosen={tab}
      onChoose={setTab}
      customer={customer}
      team={<SideChatPanel sideChat={sideChat} request={request} />}
    />
  );
}

function CustomerChat({ conversation, request, load }: Props): ReactElement {
  const { t } = useI18n();
  const { me, filesOf } = useWorkspace();
  const files = useMemo(() => createFilesPart(filesOf(conversation)), [filesOf, conversation]);
  const state = useStore(conversation.state, (whole) => whole);
  const { write } = actionsFor(request, me);
  // Only who may answer reads on behalf of the technician's side; who is masked leaves no trace.
  const reads = mayIn(request, me.id, 'write');
  const seen = useCallback(() => {
    if (reads) conversation.markRead();
  }, [reads, conversation]);

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
        extra={files.extra}
      />
      {request.assignee?.id === me.id && <Declined request={request} load={load} />}
      {write && <files.Uploads />}
      {write ? (
        <ConsoleComposer conversation={conversation} request={request} attach={<files.Attach />} />
      ) : (
        <p className={styles.closed}>{closedWords(request, partOf(request, me.id), t)}</p>
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

function closedWords(
  { phase, assignee }: SupportRequest,
  part: Part | undefined,
  t: Translate,
): string {
  if (!chatIsOpen(phase)) return t('request.over');
  if (part === 'masked') return t('team.masked-note');
  return assignee && !part
    ? t('request.readonly', { name: assignee.name })
    : t('request.take-first');
}

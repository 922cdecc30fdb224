import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { takesProfiles } from '@beside/shared/domain/fileTypes';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { formatDayAndTime } from '../lib/formats.ts';
import { saveFile } from '../lib/saveFile.ts';
import { useStore } from '../lib/useStore.ts';
import type { Conversation } from '../session/conversation.ts';
import { transcriptFile, transcriptText } from '../ui/chat/transcript.ts';
import { actionsFor } from './actions.ts';
import styles from './details.module.css';
import { Fact } from './Fact.tsx';
import { SessionHistory } from './SessionHistory.tsx';
import { NotesPanel } from './notes/NotesPanel.tsx';
import { PhaseBadge } from './PhaseBadge.tsx';
import { PreviousRequests } from './previous/PreviousRequests.tsx';
import { SendProfile } from './profiles/SendProfile.tsx';
import { SourceFacts } from './SourceFacts.tsx';
import { useWorkspace } from './WorkspaceContext.ts';

interface Props {
  conversation: Conversation;
  request: SupportRequest;
  /** Brings this panel in front, where it is not. */
  onShow: () => void;
}

/** What is known of the request and of where it came from (rules T4 and P6). */
export function DetailsPanel({ conversation, request, onShow }: Props): ReactElement {
  const { t } = useI18n();
  const details = useStore(conversation.state, (whole) => whole.details);
  const { me } = useWorkspace();
  const isPhone = details !== null && takesProfiles(details.source.userAgent);
  const survey = useStore(conversation.state, (whole) => whole.survey?.given);
  const { id, customer, portal, assignee, outcome } = request;

  function saveTranscript(): void {
    const { entries } = conversation.state.getState();
    const text = transcriptText({ request, entries }, 'technician', t);
    saveFile(transcriptFile(text), `transcript-${id}.txt`);
  }

  return (
    <section className={styles.panel} aria-label={t('details.title')}>
      <h2>{t('details.request')}</h2>
      <dl>
        <Fact name={t('details.status')}>
          <PhaseBadge phase={request.phase} />
        </Fact>
        <Fact name={t('details.customer')}>{customer.name}</Fact>
        <Fact name={t('details.email')}>
          {customer.email && <a href={`mailto:${customer.email}`}>{customer.email}</a>}
        </Fact>
        {customer.phone && (
          <Fact name={t('details.phone')}>
            <a href={`tel:${customer.phone.replaceAll(/[^+\d]/g, '')}`}>{customer.phone}</a>
          </Fact>
        )}
        {customer.company && <Fact name={t('details.company')}>{customer.company}</Fact>}
        <Fact name={t('details.question')}>
          <span className={styles.question}>{request.question}</span>
        </Fact>
        {request.answers?.map(({ id: question, label, value }) => (
          <Fact key={question} name={label}>
            <span className={styles.question}>{value}</span>
          </Fact>
        ))}
        <Fact name={t('details.portal')}>{portal.name}</Fact>
        <Fact name={t('details.assignee')}>{assignee?.name ?? t('list.unassigned')}</Fact>
        <Fact name={t('details.created')}>{formatDayAndTime(request.createdAt)}</Fact>
        {outcome && <Fact name={t('details.outcome')}>{t(`outcome.${outcome}`)}</Fact>}
        {survey && (
          <Fact name={t('details.survey')}>
            {t('details.rating', {
              rating: survey.rating,
              words: t(`survey.rating-${survey.rating}`),
            })}
            {survey.words && <span className={styles.question}>{survey.words}</span>}
          </Fact>
        )}
        <Fact name={t('details.id')}>
          <span className={styles.id}>
            <code>{id}</code>
            <CopyId id={id} />
          </span>
        </Fact>
      </dl>
      {isPhone && actionsFor(request, me).write && <SendProfile request={request} />}
      <NotesPanel conversation={conversation} closing={details?.notes ?? ''} onShow={onShow} />
      <SessionHistory conversation={conversation} />
      <PreviousRequests request={request} />
      {details && (
        <>
          <h2>{t('details.source')}</h2>
          <dl>
            <SourceFacts source={details.source} />
          </dl>
        </>
      )}
      <Button
        variant="default"
        size="xs"
        fullWidth
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        onClick={saveTranscript}
      >
        {t('details.transcript')}
      </Button>
    </section>
  );
}

function CopyId({ id }: { id: string }): ReactElement {
  const { t } = useI18n();
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? 'details.copied' : 'details.copy')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('details.copy')}
            onClick={copy}
          >
            {copied ? (
              <IconCheck size={15} aria-hidden="true" />
            ) : (
              <IconCopy size={15} aria-hidden="true" />
            )}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

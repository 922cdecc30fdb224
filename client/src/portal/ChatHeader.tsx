import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen } from '@beside/shared/domain/requestPhase';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Translate } from '../i18n/words.ts';
import { formatNames } from '../lib/formats.ts';
import { useStore } from '../lib/useStore.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import { Avatar } from './Avatar.tsx';
import styles from './chatPage.module.css';
import type { OpenStay } from './openStay.ts';
import { chatParts } from './chatParts.ts';
import { useLater } from './useLater.ts';

interface Props {
  /** Who is being talked to, as a house. */
  house: string;
  logo: string | null;
  request: SupportRequest | null;
  open: OpenStay;
  /** What comes first among the buttons. */
  talk: ReactNode;
  /** Without what is done with the conversation: it goes on in the customer's other page. */
  bare: boolean;
}

/** Beside the actions with their words there is room for about so many characters, in two lines. */
const roomyStatus = 44;

/** With whom one talks, and what can be done with the conversation as a whole. */
export function ChatHeader({ house, logo, request, open, talk, bare }: Props): ReactElement {
  const { t, language } = useI18n();
  const [ending, setEnding] = useState(false);
  const here = useStore(open.conversation.state, ({ presence }) =>
    presence.some(({ party }) => party === 'technician'),
  );
  const end = useLater(chatParts.end, ending);
  const saveHistory = async (): Promise<void> => {
    const save = await chatParts.history().catch((): null => null);
    save?.(open.conversation, t);
  };
  const [logFailed, setLogFailed] = useState(false);
  const saveLog = async (): Promise<void> => {
    setLogFailed(false);
    await chatParts
      .log()
      .then((save) => save(open))
      .catch(() => setLogFailed(true));
  };
  const status = request && statusOf(request, here, t, language);
  return (
    <header className={styles.header} data-crowded={status !== null && status.length > roomyStatus}>
      <Avatar name={house} logo={logo} size="small" />
      <div className={styles.who}>
        <h1>{house}</h1>
        {request && (
          <p data-phase={request.phase}>
            <i aria-hidden="true" />
            {status}
          </p>
        )}
      </div>
      <div className={styles.headerActions}>
        {talk}
        {!bare && (
          <>
            <button
              type="button"
              onClick={() => void saveHistory()}
              title={t('menu.save')}
              aria-label={t('menu.save')}
              {...guard}
            >
              <Icon name="save" />
              <span aria-hidden="true">{t('menu.save')}</span>
            </button>
            <button
              type="button"
              onClick={() => void saveLog()}
              title={t('menu.log')}
              aria-label={t('menu.log')}
              {...guard}
            >
              <Icon name="log" />
              <span aria-hidden="true">{t('menu.log-short')}</span>
            </button>
            {request && chatIsOpen(request.phase) && (
              <button
                type="button"
                onClick={() => setEnding(true)}
                title={t('menu.end')}
                aria-label={t('menu.end')}
                {...guard}
              >
                <Icon name="leave" />
                <span aria-hidden="true">{t('menu.end')}</span>
              </button>
            )}
          </>
        )}
      </div>
      {logFailed && (
        <p role="alert" className={styles.headerFault}>
          {t('menu.log-failed')}
        </p>
      )}
      {ending && end.state === 'ready' && (
        <end.part conversation={open.conversation} onDone={() => setEnding(false)} />
      )}
    </header>
  );
}

function statusOf(request: SupportRequest, here: boolean, t: Translate, language: string): string {
  const { phase, assignee, team } = request;
  const name = assignee?.name ?? t('a-technician');
  switch (phase) {
    case 'assigned':
      return t('head.assigned', { name });
    case 'active':
      if (here && team) {
        const names = formatNames([name, ...team.members.map((member) => member.name)], language);
        return t('head.joined-several', { names });
      }
      return t(here ? 'head.joined' : 'head.away', { name });
    case 'ended':
    case 'closed':
      return t('head.ended');
    case 'abandoned':
      return t('head.abandoned');
    case 'waiting':
    case 'offered':
      return t('head.waiting');
    case 'message-left':
      return t('head.message-left');
  }
}

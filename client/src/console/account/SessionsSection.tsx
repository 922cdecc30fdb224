import { Badge, Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import type { OwnAccount } from '@beside/shared/protocol/httpIdentity';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatDayAndTime } from '../../lib/formats.ts';
import { parseUserAgent } from '../../lib/userAgent.ts';
import { endOtherSessions, endSession } from '../../signaling/identityApi.ts';
import { useTry } from '../signIn/useTry.ts';
import styles from './account.module.css';
import { Fault } from './Fault.tsx';
import { Part } from './Part.tsx';
import type { SectionProps } from './sectionProps.ts';

type Session = OwnAccount['sessions'][number];

/** Where one is signed in; each can be ended from here, and its pages go at once. */
export function SessionsSection({ account, onChanged }: SectionProps): ReactElement {
  const { t } = useI18n();
  const { busy, fault, attempt } = useTry();
  const sessions = account.sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  const end = (task: () => Promise<unknown>): void => {
    void attempt(task).then((done) => done && onChanged());
  };

  return (
    <Part title={t('account.sessions')} text={t('account.sessions-hint')}>
      <ul className={styles.list} aria-label={t('account.sessions')}>
        {sessions.map((session) => (
          <li key={session.id}>
            {parseUserAgent(session.userAgent).device === 'desktop' ? (
              <IconDeviceDesktop size={20} aria-hidden="true" />
            ) : (
              <IconDeviceMobile size={20} aria-hidden="true" />
            )}
            <div>
              <b>{deviceOf(session) ?? t('account.session-unknown')}</b>
              <small>
                {session.address} · {t(`account.way-${session.way}`)} ·{' '}
                {t('account.session-seen', { time: formatDayAndTime(session.seenAt) })}
              </small>
            </div>
            {session.current ? (
              <Badge variant="default" tt="none">
                {t('account.session-current')}
              </Badge>
            ) : (
              <Button
                variant="default"
                size="xs"
                disabled={busy}
                aria-label={t('account.session-end-of', {
                  device: deviceOf(session) ?? t('account.session-unknown'),
                })}
                onClick={() => end(() => endSession(session.id))}
              >
                {t('account.session-end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Fault text={fault} />
      {sessions.length > 1 && (
        <Button variant="default" disabled={busy} onClick={() => end(endOtherSessions)}>
          {t('account.sessions-end-others')}
        </Button>
      )}
    </Part>
  );
}

function deviceOf({ userAgent }: Session): string | null {
  const { browser, system } = parseUserAgent(userAgent);
  return [browser, system].filter((part) => part !== null).join(', ') || null;
}

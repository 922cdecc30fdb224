import { ActionIcon, Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../i18n/I18nContext.ts';
import {
  formatDay,
  formatDayAndTime,
  formatDuration,
  formatTime,
  startOfDay,
} from '../../lib/formats.ts';
import { useNow } from '../../lib/useNow.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './codes.module.css';
import { groupDigits } from './groupDigits.ts';

interface Props {
  code: AccessCode;
  onOpen: () => void;
}

/** `used` without a name: who joined may not be seen any more. */
const overWords = {
  live: 'code.expired',
  used: 'code.used',
  expired: 'code.expired',
  cancelled: 'code.cancelled',
} as const;

export function CodeItem({ code, onOpen }: Props): ReactElement {
  const { t } = useI18n();
  if (code.state === 'live' && code.digits !== null) {
    return <LiveCode code={code} digits={code.digits} />;
  }
  const [at, now] = [code.joined?.at ?? code.createdAt, Date.now()];
  const isToday = startOfDay(at) === startOfDay(now);
  return (
    <li className={styles.over}>
      {code.joined ? (
        <>
          <span className={styles.joined}>
            <IconCheck size={15} aria-hidden="true" />
            {t('code.joined')}
          </span>
          <Link to={`/requests/${code.joined.requestId}`} onClick={onOpen}>
            {code.joined.name || t('customer.unnamed')}
          </Link>
        </>
      ) : (
        <span>{t(overWords[code.state])}</span>
      )}
      <time title={formatDayAndTime(at)}>{isToday ? formatTime(at) : formatDay(at, now)}</time>
    </li>
  );
}

function LiveCode({ code, digits }: { code: AccessCode; digits: string }): ReactElement {
  const { t } = useI18n();
  const { codes } = useWorkspace();
  const { busy, ask } = useAsk();
  const grouped = groupDigits(digits);
  return (
    <li className={styles.live}>
      <output className={styles.digits} aria-label={t('code.digits', { digits: grouped })}>
        {grouped}
      </output>
      <p className={styles.left}>
        <Left expiresAt={code.expiresAt} />
      </p>
      <div className={styles.actions}>
        <CopyButton value={digits}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={
                copied ? (
                  <IconCheck size={15} aria-hidden="true" />
                ) : (
                  <IconCopy size={15} aria-hidden="true" />
                )
              }
              onClick={copy}
            >
              {t(copied ? 'details.copied' : 'code.copy')}
            </Button>
          )}
        </CopyButton>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('code.cancel', { digits: grouped })}
          title={t('code.cancel-short')}
          loading={busy}
          onClick={() => void ask(() => codes.cancel(code.id))}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
    </li>
  );
}

function Left({ expiresAt }: { expiresAt: number }): ReactElement {
  const { t } = useI18n();
  const now = useNow(1000);
  return <>{t('code.left', { duration: formatDuration(expiresAt - now) })}</>;
}

import { Button, Popover, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { UserId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Protection } from '../session/live.ts';
import styles from './viewer.module.css';

interface Props {
  protection: Protection;
  request: SupportRequest;
}

/** Who could read what is seen here, and the words to check it with (rule X1). */
export function ProtectionButton({ protection, request }: Props): ReactElement {
  const { t } = useI18n();
  const { state, cause, pairs, unopened } = protection;
  const calm = state === 'sealed' || state === 'agreeing';
  const about =
    state === 'open'
      ? (`viewer.seal-why-${cause ?? 'there'}` as const)
      : (`viewer.seal-about-${state}` as const);
  const Sign = calm ? IconLock : IconAlertTriangle;
  return (
    <>
      <VisuallyHidden role="status">{t(`viewer.seal-${state}`)}</VisuallyHidden>
      <Popover width={320} position="bottom-start" withinPortal trapFocus returnFocus shadow="md">
        <Popover.Target>
          <Button
            size="compact-xs"
            variant="subtle"
            className={styles.seal}
            data-state={state}
            leftSection={<Sign size={15} aria-hidden="true" />}
          >
            {t(`viewer.seal-${state}`)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.protection} tabIndex={-1} data-autofocus>
            <h3>{t('viewer.seal-title')}</h3>
            <p>{t(about)}</p>
            {pairs.map(({ by, words }) => (
              <div key={`${by} ${words.join(' ')}`}>
                <p>{t('viewer.seal-words', { name: nameOf(request, by) })}</p>
                <ol lang="en">
                  {words.map((word, at) => (
                    <li key={at}>{word}</li>
                  ))}
                </ol>
              </div>
            ))}
            {pairs.length > 0 && <p>{t('viewer.seal-compare')}</p>}
            {unopened > 0 && (
              <p className={styles.hint}>{t('viewer.seal-unopened', { count: unopened })}</p>
            )}
          </div>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function nameOf({ customer, assignee, team }: SupportRequest, by: UserId | null): string {
  if (by === null) return customer.name;
  if (assignee?.id === by) return assignee.name;
  return team?.members.find(({ id }) => id === by)?.name ?? '';
}

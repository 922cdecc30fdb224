import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './status.module.css';

const id = 'offer-missed';

/** Says that the server has set this technician away, until they have chosen again (rule R2). */
export function useMissedOffer(): void {
  const { t } = useI18n();
  const { status } = useWorkspace();
  const { ask } = useAsk();
  const missed = useStore(status.state, (whole) => whole.missed);

  useEffect(() => {
    if (!missed) return undefined;
    notifications.show({
      closeButtonProps: { 'aria-label': t('notify.close') },
      id,
      color: 'yellow',
      autoClose: false,
      role: 'alert',
      message: (
        <span className={styles.missed}>
          {t('status.missed')}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void ask(() => status.set('available'))}
          >
            {t('status.back')}
          </Button>
        </span>
      ),
    });
    return () => {
      notifications.hide(id);
    };
  }, [missed, status, ask, t]);
}

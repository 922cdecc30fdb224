import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { errorWords } from './errorWords.ts';

/**
 * Runs something that asks the server and says in words when it did not happen.
 *
 * @returns `ask` resolves to whether it happened
 */
export function useAsk(): {
  busy: boolean;
  ask: (task: () => Promise<unknown>) => Promise<boolean>;
} {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const ask = useCallback(
    async (task: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      try {
        await task();
        return true;
      } catch (error) {
        notifications.show({
          color: 'red',
          message: errorWords(error, t),
          closeButtonProps: { 'aria-label': t('notify.close') },
        });
        return false;
      } finally {
        setBusy(false);
      }
    },
    [t],
  );
  return { busy, ask };
}

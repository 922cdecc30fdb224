import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { refusalWords } from './faults.ts';

interface Attempts {
  busy: boolean;
  /** @returns whether it was done; why it was not is said at the edge of the page */
  attempt(task: () => Promise<unknown>): Promise<boolean>;
  /** Says that something was done. */
  say(message: string): void;
}

/** Runs what changes something, and says what became of it. */
export function useAttempt(): Attempts {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const show = useCallback(
    (message: string, color?: string) =>
      notifications.show({
        message,
        ...(color && { color }),
        closeButtonProps: { 'aria-label': t('notify.close') },
      }),
    [t],
  );
  const attempt = useCallback(
    async (task: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      try {
        await task();
        return true;
      } catch (error) {
        show(refusalWords(error, t), 'red');
        return false;
      } finally {
        setBusy(false);
      }
    },
    [show, t],
  );
  return { busy, attempt, say: show };
}

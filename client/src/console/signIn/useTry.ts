import { useCallback, useState } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { identityWords } from './identityWords.ts';

/**
 * Runs something that asks the server, and keeps in words why it did not happen.
 *
 * @returns `attempt` resolves to whether it happened
 */
export function useTry() {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const attempt = useCallback(
    async (task: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      setFault(null);
      try {
        await task();
        return true;
      } catch (error) {
        setFault(identityWords(error, t));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [t],
  );
  return { busy, fault, setFault, attempt };
}

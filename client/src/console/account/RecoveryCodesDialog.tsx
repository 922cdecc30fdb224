import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { saveFile } from '../../lib/saveFile.ts';
import { Dialog } from '../Dialog.tsx';
import styles from './account.module.css';

/** The codes that help where the second step is lost; they are shown here and never again. */
export function RecoveryCodesDialog({
  codes,
  onClose,
}: {
  codes: string[] | null;
  onClose: () => void;
}): ReactElement {
  const { t } = useI18n();
  return (
    <Dialog opened={codes !== null} onClose={onClose} title={t('account.codes-title')}>
      <Text c="dimmed" size="sm">
        {t('account.codes-text')}
      </Text>
      <ul className={styles.codes} aria-label={t('account.codes')}>
        {codes?.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" gap="sm">
        <Button
          variant="default"
          onClick={() => {
            const text = `${codes?.join('\r\n') ?? ''}\r\n`;
            saveFile(new Blob([text], { type: 'text/plain' }), 'beside-recovery-codes.txt');
          }}
        >
          {t('account.codes-save')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('account.codes-done')}
        </Button>
      </Group>
    </Dialog>
  );
}

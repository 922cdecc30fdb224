import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import pageStyles from './page.module.css';

interface Props {
  label: string;
  hint: string;
  value: string;
  onClose: () => void;
}

/** A secret that is shown this one time, to be taken along. */
export function OnceShown({ label, hint, value, onClose }: Props): ReactElement {
  const { t } = useI18n();
  return (
    <div className={pageStyles.form}>
      <Text size="sm">{hint}</Text>
      <TextInput
        label={label}
        readOnly
        data-autofocus
        value={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group justify="flex-end">
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'keys.copied' : 'keys.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('admin.done')}</Button>
      </Group>
    </div>
  );
}

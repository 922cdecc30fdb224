import { Button, Group } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './page.module.css';

interface Props {
  /** What is wrong with none of the fields in particular. */
  fault: ReactNode;
  busy: boolean;
  /** What the button says that sends it; "Save" unless told. */
  save?: string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The fields of a dialog in which something is edited, between what is wrong and what can be done. */
export function EditorForm({
  fault,
  busy,
  save,
  onSubmit,
  onClose,
  children,
}: Props): ReactElement {
  const { t } = useI18n();
  return (
    <form className={styles.form} noValidate onSubmit={onSubmit}>
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
      {children}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {save ?? t('admin.save')}
        </Button>
      </Group>
    </form>
  );
}

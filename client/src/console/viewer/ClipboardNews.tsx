import { Button, Group, Textarea } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { TechnicianLive, TechnicianLiveView } from '../../session/live.ts';
import { Dialog } from '../Dialog.tsx';
import styles from '../viewer.module.css';

interface Props {
  live: TechnicianLive;
  view: NonNullable<TechnicianLiveView['clipboard']>;
  customer: string;
}

const shownMs = 6_000;

/** What became of a clipboard that was offered or asked for, or the text that came. */
export function ClipboardNews({ live, view, customer }: Props): ReactElement {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (view.state !== 'answered') return undefined;
    const timer = setTimeout(() => live.dismissClipboard(), shownMs);
    return () => clearTimeout(timer);
  }, [live, view]);
  if (view.state !== 'received') {
    const words = view.state === 'answered' ? view.answer : view.state;
    return (
      <p className={styles.hintLine} role="status">
        {t(`viewer.clipboard-${words}`, { customer })}
      </p>
    );
  }
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(view.text);
    setCopied(true);
  };
  return (
    <Dialog
      opened
      title={t('viewer.clipboard-received', { customer })}
      onClose={() => live.dismissClipboard()}
    >
      <Textarea
        aria-label={t('viewer.clipboard-text')}
        readOnly
        autosize
        minRows={3}
        maxRows={12}
        value={view.text}
      />
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={() => live.dismissClipboard()}>
          {t('viewer.clipboard-close')}
        </Button>
        <Button data-autofocus onClick={() => void copy().catch(() => setCopied(false))}>
          {t(copied ? 'viewer.clipboard-copied' : 'viewer.clipboard-copy')}
        </Button>
      </Group>
    </Dialog>
  );
}

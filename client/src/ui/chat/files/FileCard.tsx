import type { FileId } from '@beside/shared/domain/ids';
import type { ChatFile } from '@beside/shared/domain/request';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { formatBytes } from '../../../lib/formatBytes.ts';
import { Icon } from '../../Icon.tsx';
import styles from './files.module.css';

interface Props {
  file: ChatFile;
  link: (id: FileId) => Promise<string>;
}

/** A file that can be downloaded. */
export function FileCard({ file, link }: Props): ReactElement {
  const { t } = useI18n();
  const { failed, download } = useDownload(file, link);
  return (
    <button
      type="button"
      className={styles.card}
      aria-label={t('file.download', { name: file.name })}
      onClick={download}
    >
      <Icon name="file" size={24} />
      <span className={styles.about}>
        <b>{file.name}</b>
        <small>{failed ? t('file.not-loaded') : formatBytes(file.size)}</small>
      </span>
      <Icon name="save" />
    </button>
  );
}

/** Has the browser save it, under its name. */
export function useDownload({ id, name }: ChatFile, link: Props['link']) {
  const [failed, setFailed] = useState(false);
  const download = (): void => {
    link(id).then(
      (href) => {
        setFailed(false);
        Object.assign(document.createElement('a'), { href, download: name }).click();
      },
      () => setFailed(true),
    );
  };
  return { failed, download };
}

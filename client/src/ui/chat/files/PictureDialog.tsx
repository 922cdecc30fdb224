import type { FileId } from '@beside/shared/domain/ids';
import type { ChatFile } from '@beside/shared/domain/request';
import { useLayoutEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { guard } from '../../guard.ts';
import { Icon } from '../../Icon.tsx';
import { useDownload } from './FileCard.tsx';
import styles from './files.module.css';

interface Props {
  file: ChatFile;
  url: string;
  link: (id: FileId) => Promise<string>;
  onClose: () => void;
}

/** The picture as large as the window; Escape and a click beside it take it away. */
export function PictureDialog({ file, url, link, onClose }: Props): ReactElement {
  const { t } = useI18n();
  const dialog = useRef<HTMLDialogElement>(null);
  const { download } = useDownload(file, link);
  // Before it is seen: a key pressed at once is meant for it.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles.large}
      aria-label={file.name}
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <header>
        <b>{file.name}</b>
        <button type="button" onClick={download} {...guard}>
          <Icon name="save" />
          {t('file.save')}
        </button>
        <button type="button" onClick={() => dialog.current?.close()} {...guard}>
          {t('file.close')}
        </button>
      </header>
      <img src={url} alt={t('file.picture', { name: file.name })} />
    </dialog>
  );
}

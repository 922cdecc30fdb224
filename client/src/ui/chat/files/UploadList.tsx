import { useRef, type ReactElement } from 'react';
import { useI18n } from '../../../i18n/I18nContext.ts';
import { useStore } from '../../../lib/useStore.ts';
import type { FilesModel } from './filesModel.ts';
import styles from './files.module.css';
import { UploadRow } from './UploadRow.tsx';
import { useFileIntake } from './useFileIntake.ts';

/** What is on its way, and where it is dropped. */
export function UploadList({ files }: { files: FilesModel }): ReactElement {
  const { t } = useI18n();
  const uploads = useStore(files.uploads, (whole) => whole);
  const root = useRef<HTMLDivElement>(null);
  const dragging = useFileIntake(root, files.add);
  return (
    <div ref={root} className={styles.intake}>
      {uploads.length > 0 && (
        <ul className={styles.uploads} aria-label={t('file.uploads')}>
          {uploads.map((upload) => (
            <UploadRow
              key={upload.id}
              upload={upload}
              onCancel={files.cancel}
              onRetry={files.retry}
            />
          ))}
        </ul>
      )}
      {dragging && (
        <p className={styles.drop} aria-hidden="true">
          {t('file.drop')}
        </p>
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { RequestId } from '@beside/shared/domain/ids';
import type { ChatFile } from '@beside/shared/domain/request';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { formatBytes } from '../../lib/formatBytes.ts';
import { askAdmin } from '../../signaling/adminApi.ts';
import { useAttempt } from '../parts/useAttempt.ts';
import styles from './reports.module.css';

interface Props {
  id: RequestId;
  files: readonly ChatFile[];
}

/** The files of a session, each by a link that is made when it is wanted. */
export function SessionFiles({ id, files }: Props): ReactElement {
  const { t } = useI18n();
  const { busy, attempt } = useAttempt();
  const open = (file: ChatFile): Promise<boolean> =>
    attempt(async () => {
      const { url } = await askAdmin('reports/file', { id, file: file.id });
      // It is answered as a download: the page stays where it is.
      location.assign(url);
    });
  return (
    <section>
      <h3>{t('reports.files')}</h3>
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.id}>
            <span>
              {file.name} <small>{formatBytes(file.size)}</small>
            </span>
            <Button
              variant="subtle"
              size="compact-sm"
              loading={busy}
              aria-label={t('reports.download', { name: file.name })}
              onClick={() => void open(file)}
            >
              <IconDownload size={16} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

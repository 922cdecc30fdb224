import { IconHash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { EmptyState } from '../EmptyState.tsx';
import { useWorkspace } from '../WorkspaceContext.ts';
import { CodeItem } from './CodeItem.tsx';
import styles from './codes.module.css';

/** The codes of this technician: those that open something, and who came with the others. */
export function CodesPanel({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useI18n();
  const { codes } = useWorkspace();
  const all = useStore(codes.state, (whole) => whole);
  return (
    <section className={styles.panel}>
      <header className={styles.head}>
        <h2>{t('code.title')}</h2>
        <p>{t('code.hint', { address: `${location.host}/join` })}</p>
      </header>
      {all.length === 0 ? (
        <EmptyState
          icon={<IconHash size={24} aria-hidden="true" />}
          title={t('code.none')}
          text={t('code.none-hint')}
        />
      ) : (
        <ul className={styles.codes} aria-live="polite">
          {all.map((code) => (
            <CodeItem key={code.id} code={code} onOpen={onClose} />
          ))}
        </ul>
      )}
    </section>
  );
}

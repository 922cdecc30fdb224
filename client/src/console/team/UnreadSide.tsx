import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import { countUnreadSide, type SideChat } from '../../session/sideChat.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import styles from './team.module.css';

/** How many lines of the team have not been read; in the team's colour, and said so. */
export function UnreadSide({ sideChat }: { sideChat: SideChat }): ReactElement | null {
  const { t } = useI18n();
  const { me } = useWorkspace();
  const count = useStore(sideChat.state, (state) => countUnreadSide(state, me.id));
  if (count === 0) return null;
  return (
    <span className={styles.unread} role="img" aria-label={t('team.unread', { count })}>
      {count}
    </span>
  );
}

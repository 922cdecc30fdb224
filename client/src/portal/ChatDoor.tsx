import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { ChatPageProps } from './ChatPage.tsx';
import { Notice } from './Notice.tsx';
import { formParts } from './formParts.ts';
import { usePlace } from './place.ts';
import { useLater } from './useLater.ts';

/** The way into the conversation, whose code has mostly been fetched while the form was filled in. */
export function ChatDoor(props: ChatPageProps): ReactElement {
  const { t } = useI18n();
  const place = usePlace();
  const chat = useLater(formParts.chat);
  if (chat.state === 'ready') return <chat.part {...props} />;
  if (chat.state === 'loading') return <Notice title={t('page.loading')} quiet />;
  // The page may be older than the server: a new one finds the conversation again.
  const again = { label: t('chat.try-again'), run: place.restart };
  return <Notice title={t('page.failed')} action={again} />;
}

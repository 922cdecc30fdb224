import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { Notice } from './Notice.tsx';
import { usePlace } from './place.ts';
import { useLater } from './useLater.ts';

const session = () => import('./Session.tsx').then(({ Session }) => Session);

/** The way into the session window, whose code only those fetch who come to it. */
export function SessionDoorway({ page }: { page: string }): ReactElement {
  const { t } = useI18n();
  const place = usePlace();
  const face = useLater(session);
  if (face.state === 'ready') return <face.part page={page} />;
  if (face.state === 'loading') return <Notice title={t('page.loading')} quiet />;
  const again = { label: t('chat.try-again'), run: place.restart };
  return <Notice title={t('page.failed')} action={again} />;
}

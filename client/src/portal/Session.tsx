import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { forgetStay } from '../session/stay.ts';
import { ChatDoor } from './ChatDoor.tsx';
import { readHandedStay } from './handedStay.ts';
import { Notice } from './Notice.tsx';
import { usePlace } from './place.ts';
import { useHouse } from './useHouse.ts';

interface Props {
  /** What the conversation is kept under: the slug of a portal, or `/join`. */
  page: string;
}

/** The session window: where the account wishes it, a screen is shared from here (rule S2). */
export function Session({ page }: Props): ReactElement {
  const { t } = useI18n();
  const { storage } = usePlace();
  const { house, dressAs } = useHouse();
  const [stay] = useState(() => readHandedStay(page));
  const account = house?.accountName;
  const start = page === '/join' ? page : `/p/${page}`;

  useEffect(() => {
    document.title = account === undefined ? t('session.none') : t('session.title', { account });
  }, [account, t]);

  if (!stay) {
    const toStart = { label: t('session.to-portal'), run: () => location.assign(start) };
    return <Notice title={t('session.none')} text={t('session.none-text')} action={toStart} />;
  }
  return (
    <ChatDoor
      role="session"
      page={page}
      house={house?.accountName ?? ''}
      logo={house?.logo ?? null}
      stay={stay}
      onPortal={dressAs}
      onLeave={() => {
        forgetStay(storage, page);
        location.assign(start);
      }}
    />
  );
}

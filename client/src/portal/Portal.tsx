import type { OpenedRequest } from '@beside/shared/protocol/http';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { applyBrand } from './applyBrand.ts';
import { ChatPage } from './ChatPage.tsx';
import type { LoadedPortal } from './loadPortal.ts';
import { Notice } from './Notice.tsx';
import { PortalForm } from './PortalForm.tsx';
import { forgetStay, keepStay, readStay } from './stay.ts';
import { Welcome } from './Welcome.tsx';

interface Props {
  slug: string;
  /** Asked for at once, while the words were on their way. */
  loading: Promise<LoadedPortal>;
}

/** The customer's one page: first the form, then the conversation. */
export function Portal({ slug, loading }: Props): ReactElement {
  const { t } = useI18n();
  const [loaded, setLoaded] = useState<LoadedPortal | null>(null);
  const [stay, setStay] = useState<OpenedRequest | null>(() => readStay(slug));
  const [gone, setGone] = useState(false);

  useEffect(() => {
    void loading.then((found) => {
      if (found.state === 'open') {
        applyBrand(found.portal.colour);
        document.title = t('page.title', { account: found.portal.accountName });
      }
      setLoaded(found);
    });
  }, [loading, t]);

  if (!loaded) return <Notice title={t('page.loading')} quiet />;
  if (loaded.state === 'not-found') {
    return <Notice title={t('page.not-found')} text={t('page.not-found-hint')} />;
  }
  if (loaded.state !== 'open') {
    const again = { label: t('chat.try-again'), run: () => location.reload() };
    return <Notice title={t('page.failed')} action={again} />;
  }

  const { portal } = loaded;
  const leave = (isGone: boolean): void => {
    forgetStay(slug);
    setStay(null);
    setGone(isGone);
  };
  if (stay) return <ChatPage key={stay.requestId} portal={portal} stay={stay} onLeave={leave} />;
  return (
    <Welcome portal={portal}>
      <PortalForm
        portal={portal}
        gone={gone}
        onOpened={(opened) => {
          keepStay(slug, opened);
          setStay(opened);
        }}
      />
    </Welcome>
  );
}

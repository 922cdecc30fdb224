import { useEffect, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { applyBrand } from '../lib/applyBrand.ts';
import { ChatDoor } from './ChatDoor.tsx';
import type { LoadedPortal } from './loadPortal.ts';
import { Notice } from './Notice.tsx';
import { usePlace } from './place.ts';
import { PortalForm } from './PortalForm.tsx';
import { showTabIcon } from './tabIcon.ts';
import { usePortal } from './usePortal.ts';
import { useStay } from './useStay.ts';
import { Welcome } from './Welcome.tsx';

interface Props {
  slug: string;
  /** Asked for at once, while the words were on their way. */
  loading: Promise<LoadedPortal>;
}

/** The customer's one page: first the form, then the conversation. */
export function Portal({ slug, loading }: Props): ReactElement {
  const { t } = useI18n();
  const place = usePlace();
  const { stay, gone, enter, leave } = useStay(slug);
  const { loaded, refresh } = usePortal(slug, loading, stay === null);
  const portal = loaded?.state === 'open' ? loaded.portal : null;

  const colour = portal?.colour;
  const logo = portal?.logo ?? null;
  const account = portal?.accountName;
  useEffect(() => {
    if (colour !== undefined) applyBrand(place.root, colour);
    if (account === undefined || place.isGuest) return;
    showTabIcon(logo);
    document.title = t('page.title', { account });
  }, [colour, logo, account, place, t]);

  if (!loaded) return <Notice title={t('page.loading')} quiet />;
  if (loaded.state === 'not-found') {
    return <Notice title={t('page.not-found')} text={t('page.not-found-hint')} />;
  }
  if (!portal) {
    const again = { label: t('chat.try-again'), run: place.restart };
    return <Notice title={t('page.failed')} action={again} />;
  }
  if (stay) {
    return (
      <ChatDoor
        key={stay.requestId}
        role="portal"
        page={slug}
        house={portal.accountName}
        logo={logo}
        stay={stay}
        onLeave={leave}
      />
    );
  }
  return (
    <Welcome account={portal.accountName} logo={logo} title={portal.greeting || portal.name}>
      <PortalForm portal={portal} gone={gone} onOpened={enter} onStale={() => void refresh()} />
    </Welcome>
  );
}

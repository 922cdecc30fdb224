import type { PortalView } from '@beside/shared/protocol/http';
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { joinByCode } from '../signaling/api.ts';
import { applyBrand, removeBrand } from '../lib/applyBrand.ts';
import { ChatDoor } from './ChatDoor.tsx';
import { EntryForm } from './EntryForm.tsx';
import { askedToJoin, joinOf } from './form.ts';
import { createFormIdentity } from './formIdentity.ts';
import { loadPortal } from './loadPortal.ts';
import { usePlace } from './place.ts';
import { readSource } from './readSource.ts';
import { showTabIcon } from './tabIcon.ts';
import { useStay } from './useStay.ts';
import { Welcome } from './Welcome.tsx';

/** Where any customer of the installation types an access code (rule P3). */
export function JoinPage(): ReactElement {
  const { t } = useI18n();
  const place = usePlace();
  const { stay, gone, enter, leave } = useStay('/join');
  const [identity, setIdentity] = useState(createFormIdentity);
  const [house, setHouse] = useState<Pick<PortalView, 'accountName' | 'logo'> | null>(null);

  useEffect(() => {
    document.title =
      house === null ? t('join.title') : t('page.title', { account: house.accountName });
  }, [house, t]);

  /** The code has led to somebody, who is shown as on their own page. */
  const dressAs = useCallback(
    (slug: string) => {
      void loadPortal(place.server, slug).then((found) => {
        if (found.state !== 'open') return;
        applyBrand(place.root, found.portal.colour);
        showTabIcon(found.portal.logo);
        setHouse(found.portal);
      });
    },
    [place],
  );

  const goBack = useCallback(
    (isGone: boolean) => {
      removeBrand(place.root);
      showTabIcon(null);
      setHouse(null);
      setIdentity(createFormIdentity());
      leave(isGone);
    },
    [leave, place],
  );

  if (stay) {
    return (
      <ChatDoor
        key={stay.requestId}
        house={house?.accountName ?? t('join.house')}
        logo={house?.logo ?? null}
        stay={stay}
        onPortal={dressAs}
        onLeave={goBack}
      />
    );
  }
  return (
    <Welcome account={null} title={t('join.title')} text={t('join.text')}>
      <EntryForm
        asked={askedToJoin}
        gone={gone}
        send={(values) =>
          joinByCode({ ...identity, ...joinOf(values), source: readSource(place.referrer()) })
        }
        onOpened={enter}
      />
    </Welcome>
  );
}

import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { joinByCode } from '../signaling/api.ts';
import { ChatDoor } from './ChatDoor.tsx';
import { EntryForm } from './EntryForm.tsx';
import { askedToJoin, joinOf } from './form.ts';
import { createFormIdentity } from './formIdentity.ts';
import { usePlace } from './place.ts';
import { readSource } from './readSource.ts';
import { useHouse } from './useHouse.ts';
import { useStay } from './useStay.ts';
import { Welcome } from './Welcome.tsx';

/** Where any customer of the installation types an access code (rule P3). */
export function JoinPage(): ReactElement {
  const { t } = useI18n();
  const place = usePlace();
  const { stay, gone, enter, leave } = useStay('/join');
  const [identity, setIdentity] = useState(createFormIdentity);
  const { house, dressAs, undress } = useHouse();

  useEffect(() => {
    document.title =
      house === null ? t('join.title') : t('page.title', { account: house.accountName });
  }, [house, t]);

  const goBack = useCallback(
    (isGone: boolean) => {
      undress();
      setIdentity(createFormIdentity());
      leave(isGone);
    },
    [leave, undress],
  );

  if (stay) {
    return (
      <ChatDoor
        key={stay.requestId}
        role="portal"
        page="/join"
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

import type { OpenedRequest, PortalView } from '@beside/shared/protocol/http';
import { useMemo, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { openRequest } from '../signaling/api.ts';
import styles from './closedNote.module.css';
import { ClosedNote } from './ClosedNote.tsx';
import { EntryForm } from './EntryForm.tsx';
import { askedBy, requestOf, type FormValues } from './form.ts';
import { createFormIdentity } from './formIdentity.ts';
import { usePlace } from './place.ts';
import { readSource } from './readSource.ts';

interface Props {
  portal: PortalView;
  gone: boolean;
  onOpened: (opened: OpenedRequest) => void;
  onStale: () => void;
}

/** The way in through one portal; where it is closed, the way to leave a message. */
export function PortalForm({ portal, gone, onOpened, onStale }: Props): ReactElement {
  const { t } = useI18n();
  const place = usePlace();
  const [identity] = useState(createFormIdentity);
  const asked = useMemo(() => askedBy(portal), [portal]);
  const [wasClosed, setWasClosed] = useState(!portal.open);
  if (!portal.open && !wasClosed) setWasClosed(true);

  const send = (values: FormValues): Promise<OpenedRequest> =>
    openRequest(place.server, portal.slug, {
      ...identity,
      ...requestOf(portal, asked, values),
      source: readSource(place.referrer()),
    });

  return (
    <>
      <div role="status">
        {!portal.open && <ClosedNote portal={portal} />}
        {portal.open && wasClosed && <p className={styles.opened}>{t('opened.title')}</p>}
      </div>
      {!portal.open && (
        <div className={styles.leave}>
          <h2>{t('closed.leave')}</h2>
          <p>{t(contactHint(portal))}</p>
        </div>
      )}
      <EntryForm
        asked={asked}
        technicians={portal.technicians}
        leavesMessage={!portal.open}
        gone={gone}
        send={send}
        onOpened={onOpened}
        onStale={onStale}
      />
    </>
  );
}

/** Asks for a way to answer, where none has to be given anyway. */
function contactHint({ fields: { email, phone } }: PortalView) {
  if (email === 'required' || phone === 'required') return 'closed.leave-hint';
  if (email === 'optional' && phone === 'optional') return 'closed.contact';
  if (email === 'optional') return 'closed.contact-email';
  return phone === 'optional' ? 'closed.contact-phone' : 'closed.leave-hint';
}

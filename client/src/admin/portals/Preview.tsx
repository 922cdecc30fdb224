import type { AdminOutput } from '@beside/shared/protocol/admin';
import type { PortalFormValues } from '@beside/shared/protocol/admin/portals';
import type { PortalView } from '@beside/shared/protocol/http';
import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './portal.module.css';

interface Props {
  values: PortalFormValues;
  account: AdminOutput<'portals/choices'>['account'];
}

/** What customers would see of a portal that is open. */
function viewOf({ values, account }: Props): PortalView {
  const { slug, name, greeting, type, mode, settings } = values;
  const colour = settings.colour ?? account.colour;
  return {
    ...{
      slug: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(slug) ? slug : 'preview',
      name,
      greeting,
    },
    ...{ accountName: account.name, logo: account.logo, colour },
    ...{ type, mode, fields: settings.fields, open: true, reopensAt: null, technicians: [] },
  };
}

/** The portal's own page, with what is in the form and is not saved yet; nothing in it can be sent. */
export function Preview({ values, account }: Props): ReactElement {
  const { t } = useI18n();
  const frame = useRef<HTMLIFrameElement>(null);
  const view = viewOf({ values, account });
  const latest = useRef(view);
  latest.current = view;
  const tell = (): void =>
    frame.current?.contentWindow?.postMessage(latest.current, location.origin);

  const shown = JSON.stringify(view);
  useEffect(tell, [shown]);
  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent<unknown>): void => {
      const isOurs = origin === location.origin && source === frame.current?.contentWindow;
      if (isOurs && data === 'preview-ready') tell();
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);

  return (
    <aside className={styles.preview} aria-label={t('portals.preview')}>
      <h2>{t('portals.preview')}</h2>
      <iframe ref={frame} title={t('portals.preview')} src="/admin/preview" inert />
    </aside>
  );
}

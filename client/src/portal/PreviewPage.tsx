import { portalViewSchema, type PortalView } from '@beside/shared/protocol/http';
import { useEffect, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { applyBrand } from '../lib/applyBrand.ts';
import { Notice } from './Notice.tsx';
import { usePlace } from './place.ts';
import { PortalForm } from './PortalForm.tsx';
import { Welcome } from './Welcome.tsx';

const nothing = (): void => undefined;

/** A portal as it would be, as the page around this one says; nothing of it is sent anywhere. */
export function PreviewPage(): ReactElement {
  const { t } = useI18n();
  const { root } = usePlace();
  const [portal, setPortal] = useState<PortalView | null>(null);

  useEffect(() => {
    const hear = ({ origin, source, data }: MessageEvent<unknown>): void => {
      if (origin !== location.origin || source !== window.parent) return;
      const parsed = portalViewSchema.safeParse(data);
      if (parsed.success) setPortal(parsed.data);
    };
    window.addEventListener('message', hear);
    // Whoever is around may have spoken before anybody was here to listen.
    window.parent.postMessage('preview-ready', location.origin);
    return () => window.removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    if (portal) applyBrand(root, portal.colour);
  }, [portal, root]);

  if (!portal) return <Notice title={t('page.loading')} quiet />;
  return (
    <Welcome account={portal.accountName} logo={portal.logo} title={portal.greeting || portal.name}>
      <PortalForm
        key={JSON.stringify(portal.fields)}
        portal={portal}
        gone={false}
        onOpened={nothing}
        onStale={nothing}
      />
    </Welcome>
  );
}

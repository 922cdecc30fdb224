import type { PortalView } from '@beside/shared/protocol/http';
import { useCallback, useState } from 'react';
import { applyBrand, removeBrand } from '../lib/applyBrand.ts';
import { loadPortal } from './loadPortal.ts';
import { usePlace } from './place.ts';
import { showTabIcon } from './tabIcon.ts';

type House = Pick<PortalView, 'accountName' | 'logo'>;

/** Whose page it is, where the address does not say it: known when the conversation is. */
export function useHouse() {
  const place = usePlace();
  const [house, setHouse] = useState<House | null>(null);

  /** Somebody was led to, who is shown as on their own page. */
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

  const undress = useCallback(() => {
    removeBrand(place.root);
    showTabIcon(null);
    setHouse(null);
  }, [place]);

  return { house, dressAs, undress };
}

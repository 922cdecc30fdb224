import { useEffect } from 'react';

/** The customer's own Escape key ends control wherever the focus is; a technician's does nothing. */
export function useEscape(controlled: boolean, takeBack: () => void, own: Window = window): void {
  useEffect(() => {
    if (!controlled) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.isTrusted || event.key !== 'Escape') return;
      // It has had its meaning: nothing else is closed by it.
      event.preventDefault();
      takeBack();
    };
    own.addEventListener('keydown', onKeyDown, { capture: true });
    return () => own.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [controlled, takeBack, own]);
}

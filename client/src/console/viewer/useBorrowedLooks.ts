import { useEffect } from 'react';

/** Keeps a window beside this page in its colours, and closes its menus on a click beside them. */
export function useBorrowedLooks(own: Window): void {
  useEffect(() => {
    const { documentElement: root } = document;
    const observer = new MutationObserver(() => {
      for (const { name, value } of root.attributes) {
        own.document.documentElement.setAttribute(name, value);
      }
    });
    observer.observe(root, { attributes: true });
    return () => observer.disconnect();
  }, [own]);
  useEffect(() => {
    // The kit listens for clicks beside a menu on this page alone.
    const press = ({ target }: Event): void => {
      const isOnMenu = (target as Element).closest(
        '[role="menu"], [role="dialog"], [aria-expanded]',
      );
      if (!isOnMenu) document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    };
    // Before the picture takes it for itself.
    own.addEventListener('pointerdown', press, { capture: true });
    return () => own.removeEventListener('pointerdown', press, { capture: true });
  }, [own]);
}

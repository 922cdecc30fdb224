import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import { guard } from '../ui/guard.ts';
import styles from './dialog.module.css';

interface Props {
  title: string;
  /** The way out without a decision: Escape. */
  onDismiss: () => void;
  /** For what needs room. */
  wide?: boolean;
  children: ReactNode;
}

/** A question that has to be answered first; the browser keeps the focus inside, and it goes back to where it was. */
export function Dialog({ title, onDismiss, wide = false, children }: Props): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return undefined;
    const { activeElement } = element.getRootNode() as Document | ShadowRoot;
    const before = activeElement ?? document.activeElement;
    const around = element.parentElement?.closest<HTMLElement>('[tabindex]');
    element.showModal();
    return () => {
      element.close();
      // The browser itself gives it back only to where the dialog still stands. Without a focus, keys go
      // past the panel that it stands in.
      const isThere =
        before instanceof HTMLElement && before !== document.body && before.isConnected;
      (isThere ? before : around)?.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={wide}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss();
      }}
      {...guard}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

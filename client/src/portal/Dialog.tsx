import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import { guard } from '../ui/guard.ts';
import styles from './dialog.module.css';

interface Props {
  title: string;
  /** The way out without a decision: Escape. */
  onDismiss: () => void;
  children: ReactNode;
}

/** A question that has to be answered first; the browser keeps the focus inside and gives it back. */
export function Dialog({ title, onDismiss, children }: Props): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
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

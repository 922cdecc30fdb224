import { useEffect, useRef, useState, type ReactElement } from 'react';
import styles from './viewer.module.css';

interface Props {
  /** In the window. */
  at: { x: number; y: number };
  label: string;
  /** The picture's room, in which the field stands. */
  room: HTMLElement;
  onWrite: (text: string) => void;
  /** @param byKey whether the hands are on the keyboard: the focus goes back to the picture */
  onClose: (byKey: boolean) => void;
}

/** Longest text that can be written on a picture, in letters. */
const maxLetters = 60;
/** Width of the field, in CSS px. */
const fieldWidth = 220;

/** The field for a text on the picture, where the text will stand. */
export function TextOnPicture({ at, label, room, onWrite, onClose }: Props): ReactElement {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const box = room.getBoundingClientRect();
  const left = Math.max(0, Math.min(at.x - box.left, box.width - fieldWidth));
  const over = useRef(false);
  const close = (written: string, byKey: boolean): void => {
    // It goes, and loses the focus by that, once.
    if (over.current) return;
    over.current = true;
    if (written !== '') onWrite(written);
    onClose(byKey);
  };
  return (
    <input
      ref={field}
      className={styles.textField}
      style={{ left, top: at.y - box.top, width: fieldWidth }}
      aria-label={label}
      maxLength={maxLetters}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.stopPropagation();
        close(event.key === 'Enter' ? text.trim() : '', true);
      }}
      onBlur={() => close(text.trim(), false)}
    />
  );
}

import { maxMessageLength } from '@beside/shared/domain/limits';
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { guard } from '../guard.ts';
import styles from './chat.module.css';

interface Props {
  draft: { read(): string; write(text: string): void };
  onSend: (text: string) => void;
  onTyping: () => void;
  autoFocus?: boolean;
  /** Stands before the field. */
  attach?: ReactNode;
  /** Where it is not the conversation with the other side that is written to. */
  words?: { label: string; placeholder: string; send: string };
}

/** The message field: Enter sends, Shift and Enter begin a new line. */
export function Composer(props: Props): ReactElement {
  const { draft, onSend, onTyping, autoFocus = false, attach, words } = props;
  const { t } = useI18n();
  const [text, setText] = useState(() => draft.read());
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const excess = text.trim().length - maxMessageLength;
  const empty = text.trim() === '';

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  function write(next: string): void {
    setText(next);
    draft.write(next);
    if (next.trim() !== '') onTyping();
  }

  function send(): void {
    if (empty || excess > 0) return;
    onSend(text);
    setText('');
    draft.write('');
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // A method of input that is still composing a word needs Enter for itself.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.field}>
        {attach}
        <label className={styles.hidden} htmlFor={id}>
          {words?.label ?? t('chat.message')}
        </label>
        <textarea
          id={id}
          ref={field}
          rows={1}
          value={text}
          placeholder={words?.placeholder ?? t('chat.placeholder')}
          enterKeyHint="send"
          aria-invalid={excess > 0}
          aria-describedby={excess > 0 ? `${id}-excess` : undefined}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className={styles.send}
          disabled={empty || excess > 0}
          aria-label={words?.send}
          {...guard}
        >
          {t('chat.send')}
        </button>
      </div>
      {excess > 0 && (
        <p id={`${id}-excess`} className={styles.excess} role="alert">
          {t('chat.too-long', { count: excess })}
        </p>
      )}
    </form>
  );
}

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

/** What a picker of texts is told, and tells. */
export interface PickerProps {
  /** Whether it was called by a slash at the start of the message. */
  slash: boolean;
  /** Puts a text where the caret is. */
  onInsert: (text: string) => void;
  /** @param typed what was typed into the picker and belongs into the message */
  onClose: (typed: string) => void;
}

interface Props {
  draft: { read(): string; write(text: string): void };
  onSend: (text: string) => void;
  onTyping: () => void;
  autoFocus?: boolean;
  /** Opened by a slash at the start of a message, and by Control and slash. */
  picker?: (props: PickerProps) => ReactElement;
  /** Stand before the field. */
  attach?: ReactNode;
  tools?: (pick: () => void) => ReactNode;
  /** Where it is not the conversation with the other side that is written to. */
  words?: { label: string; placeholder: string; send: string };
}

/** The message field: Enter sends, Shift and Enter begin a new line. */
export function Composer(props: Props): ReactElement {
  const { draft, onSend, onTyping, autoFocus = false, picker, attach, tools, words } = props;
  const { t } = useI18n();
  const [text, setText] = useState(() => draft.read());
  const field = useRef<HTMLTextAreaElement>(null);
  /** Where the caret goes when the picker is gone. */
  const caret = useRef<number | null>(null);
  const [picking, setPicking] = useState<'slash' | 'keys' | null>(null);
  const id = useId();
  const excess = text.trim().length - maxMessageLength;
  const empty = text.trim() === '';

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  useLayoutEffect(() => {
    if (picking || caret.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [picking]);

  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  function write(next: string): void {
    setText(next);
    draft.write(next);
    if (next.trim() !== '') onTyping();
  }

  function insert(added: string): void {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
    caret.current = from + added.length;
    if (added !== '') write(text.slice(0, from) + added + text.slice(to));
    setPicking(null);
  }

  function send(): void {
    if (empty || excess > 0) return;
    onSend(text);
    setText('');
    draft.write('');
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (picker && event.key === '/' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setPicking('keys');
      return;
    }
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
      {picking && picker?.({ slash: picking === 'slash', onInsert: insert, onClose: insert })}
      <div className={styles.field}>
        {attach}
        {tools?.(() => setPicking('keys'))}
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
          onChange={({ target: { value } }) => {
            if (picker && text === '' && value === '/') setPicking('slash');
            else write(value);
          }}
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

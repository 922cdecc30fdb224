import { IconSettings } from '@tabler/icons-react';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { PickerProps } from '../../ui/chat/Composer.tsx';
import { useWorkspace } from '../WorkspaceContext.ts';
import { exactReply, findReplies } from './findReplies.ts';
import styles from './replies.module.css';

interface Props extends PickerProps {
  /** The text of a reply as it is sent. */
  fill: (text: string) => string;
  onManage: () => void;
}

/**
 * A field and the replies that fit it (rule T10). What was begun with a slash and is no reply goes
 * back into the message, so that a path can be typed as well.
 */
export function ReplyPicker({ slash, fill, onInsert, onClose, onManage }: Props): ReactElement {
  const { t } = useI18n();
  const id = useId();
  const { replies } = useWorkspace();
  const all = useStore(replies.state, (whole) => whole.replies);
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const rows = findReplies(all, search);
  const active = rows[at];
  const insert = (reply: ReadyReply): void => onInsert(fill(reply.text));
  const giveBack = (more = ''): void => onClose(slash ? `/${search}${more}` : '');

  useEffect(() => {
    const leave = ({ target }: PointerEvent): void => {
      if (!box.current?.contains(target as Node)) onClose(slash && search ? `/${search}` : '');
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [onClose, slash, search]);

  function press(event: KeyboardEvent): void {
    // A method of input that is still composing a word needs its keys for itself.
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const exact = exactReply(all, search);
    const done = (act: () => void): void => {
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    if (step !== undefined && rows.length > 0) {
      done(() => setAt((at + step + rows.length) % rows.length));
    } else if (event.key === 'Escape') {
      done(giveBack);
    } else if (event.key === 'Backspace' && search === '') {
      done(() => onClose(''));
    } else if (event.key === 'Enter' || (event.key === 'Tab' && (exact ?? search !== ''))) {
      const chosen = at === 0 ? (exact ?? active) : active;
      done(() => (chosen ? insert(chosen) : giveBack()));
    } else if (event.key === ' ' && exact) {
      done(() => insert(exact));
    } else if (event.key === ' ' && slash && rows.length === 0) {
      done(() => giveBack(' '));
    }
  }

  return (
    <div ref={box} className={styles.picker} role="dialog" aria-label={t('reply.title')}>
      <ul id={id} className={styles.rows} role="listbox" aria-label={t('reply.title')}>
        {rows.map((reply, index) => (
          <Row
            key={reply.id}
            id={`${id}-${index}`}
            reply={reply}
            text={fill(reply.text)}
            active={index === at}
            onPoint={() => setAt(index)}
            onRun={() => insert(reply)}
          />
        ))}
      </ul>
      {rows.length === 0 && (
        <p className={styles.nothing} role="status">
          {all.length === 0 ? t('reply.empty') : t('reply.none', { search: search.trim() })}
        </p>
      )}
      <div className={styles.field}>
        {slash && <b aria-hidden="true">/</b>}
        <input
          autoFocus
          role="combobox"
          aria-label={t('reply.search')}
          aria-expanded={rows.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${id}-${at}` : undefined}
          aria-describedby={`${id}-hint`}
          placeholder={t('reply.search')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <span id={`${id}-hint`} className={styles.hint}>
          {t('reply.picker-hint')}
        </span>
        <button
          type="button"
          aria-label={t('reply.manage')}
          title={t('reply.manage')}
          onClick={() => {
            onClose(search && slash ? `/${search}` : '');
            onManage();
          }}
        >
          <IconSettings size={17} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  reply: ReadyReply;
  text: string;
  active: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Row({ id, reply, text, active, onPoint, onRun }: RowProps): ReactElement {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <li
      ref={row}
      id={id}
      className={styles.row}
      role="option"
      aria-selected={active}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      <b>/{reply.shortcut}</b>
      <span>{text}</span>
    </li>
  );
}

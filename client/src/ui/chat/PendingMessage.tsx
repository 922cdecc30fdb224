import type { MessageId } from '@beside/shared/domain/ids';
import type { ErrorReason } from '@beside/shared/protocol/errors';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { guard } from '../guard.ts';
import styles from './chat.module.css';
import { MessageText } from './MessageText.tsx';

/** A message on its way, or one that did not get through. */
export interface Unsent {
  id: MessageId;
  text: string;
  state: 'sending' | 'failed';
  refusal: { reason: ErrorReason | undefined } | null;
}

interface Props {
  post: Unsent;
  onRetry: (id: MessageId) => void;
  onDiscard: (id: MessageId) => void;
}

export function PendingMessage({ post, onRetry, onDiscard }: Props): ReactElement {
  const { t } = useI18n();
  const failed = post.state === 'failed';
  return (
    <li className={styles.message} data-own data-first data-last data-unsent={post.state}>
      <div className={styles.bubble}>
        <MessageText text={post.text} />
      </div>
      <p className={styles.meta}>
        {failed ? t(failureOf(post)) : t('chat.sending')}
        {failed && (
          <button type="button" onClick={() => onRetry(post.id)} {...guard}>
            {t('chat.try-again')}
          </button>
        )}
        {post.refusal && (
          <button type="button" onClick={() => onDiscard(post.id)} {...guard}>
            {t('chat.discard')}
          </button>
        )}
      </p>
    </li>
  );
}

function failureOf({ refusal }: Unsent): PlainKey {
  if (!refusal) return 'chat.not-answered';
  if (refusal.reason === 'too-fast') return 'chat.refused-too-fast';
  return refusal.reason === 'phase-forbids' ? 'chat.refused-ended' : 'chat.refused';
}

type PlainKey =
  'chat.not-answered' | 'chat.refused' | 'chat.refused-too-fast' | 'chat.refused-ended';

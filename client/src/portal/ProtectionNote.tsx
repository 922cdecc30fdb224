import type { UserId } from '@beside/shared/domain/ids';
import { useId, useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { Protection } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Icon } from '../ui/Icon.tsx';
import styles from './live.module.css';

interface Props {
  protection: Protection;
  technician: string;
  nameOf: (user: UserId) => string;
}

/** Who could read what is shared, and the words to check it with (rule X1). */
export function ProtectionNote({ protection, technician, nameOf }: Props): ReactElement {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { state, cause, pairs } = protection;
  const about =
    state === 'open' ? (`seal.why-${cause ?? 'there'}` as const) : (`seal.about-${state}` as const);
  const safe = state === 'sealed';
  return (
    <div className={styles.protection} data-state={state}>
      <p className={styles.protectionLine}>
        <Icon name={safe || state === 'agreeing' ? 'lock' : 'alert'} size={16} />
        <span role="status">{t(`seal.${state}`)}</span>
        {state !== 'agreeing' && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
            {...guard}
          >
            {t(isOpen ? 'seal.less' : safe ? 'seal.check' : 'seal.more')}
          </button>
        )}
      </p>
      <div
        id={id}
        hidden={!isOpen}
        className={styles.protectionMore}
        role="group"
        aria-label={t(`seal.${state}`)}
        tabIndex={0}
      >
        <p>{t(about, { technician })}</p>
        {pairs.map(({ by, words }) => (
          <div key={`${by} ${words.join(' ')}`} className={styles.words}>
            <p>{t('seal.words', { name: by === null ? technician : nameOf(by) })}</p>
            <ol lang="en">
              {words.map((word, at) => (
                <li key={at}>{word}</li>
              ))}
            </ol>
          </div>
        ))}
        {new Set(pairs.map(({ by }) => by)).size < pairs.length && <p>{t('seal.twice')}</p>}
        {pairs.length > 0 && <p>{t('seal.compare')}</p>}
      </div>
    </div>
  );
}

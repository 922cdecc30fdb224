import type { Party } from '@beside/shared/domain/words';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { Voice } from '../../lib/voiceModel.ts';
import { Icon } from '../Icon.tsx';
import styles from './voice.module.css';

/** From here on somebody counts as speaking; breath and keyboards stay below. */
const speakingFrom = 0.25;

interface Props {
  voice: Voice;
  party: Party;
  name: string;
  state: 'off' | 'on' | 'muted';
}

/** One side's microphone, and how loud it is right now. */
export function Speaker({ voice, party, name, state }: Props): ReactElement {
  const { t } = useI18n();
  const level = useStore(voice.levels, (levels) => (state === 'on' ? levels[party] : 0));
  const words = state === 'on' && level >= speakingFrom ? 'speaking' : state;
  const percent = Math.round(level * 100);
  return (
    <li className={styles.speaker} data-state={words}>
      <Icon name={state === 'on' ? 'microphone' : 'muted'} />
      <span className={styles.name}>{name}</span>
      <span className={styles.state}>{t(`voice.state-${words}`)}</span>
      {state === 'on' && (
        <span
          className={styles.meter}
          role="meter"
          aria-label={t('voice.level', { name })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={percent}
        >
          <i style={{ transform: `scaleX(${level})` }} />
        </span>
      )}
    </li>
  );
}

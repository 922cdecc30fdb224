import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Voice, VoiceView } from '../../lib/voiceModel.ts';
import { guard } from '../guard.ts';
import { Icon } from '../Icon.tsx';
import styles from './voice.module.css';

/** The sound of a screen that is shared with the reader: louder, quieter, or not at all. */
export function SoundControls({ voice, view }: { voice: Voice; view: VoiceView }): ReactElement {
  const { t } = useI18n();
  const { soundMuted, soundVolume } = view;
  const words = t(soundMuted ? 'voice.sound-unmute' : 'voice.sound-mute');
  return (
    <div className={styles.actions}>
      <button
        type="button"
        aria-label={words}
        title={words}
        onClick={() => voice.setSound({ soundMuted: !soundMuted })}
        {...guard}
      >
        <Icon name={soundMuted ? 'silent' : 'sound'} />
      </button>
      <input
        type="range"
        aria-label={t('voice.sound-volume')}
        min={0}
        max={1}
        step={0.05}
        value={soundMuted ? 0 : soundVolume}
        onInput={({ currentTarget }) =>
          voice.setSound({ soundVolume: Number(currentTarget.value), soundMuted: false })
        }
        // React asks for it where there is a value; what moves the slider is heard as input.
        onChange={() => undefined}
        {...guard}
      />
    </div>
  );
}

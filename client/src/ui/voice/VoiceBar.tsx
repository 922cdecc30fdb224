import type { Party } from '@beside/shared/domain/words';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { Voice, VoiceView } from '../../lib/voiceModel.ts';
import { guard } from '../guard.ts';
import { Icon } from '../Icon.tsx';
import { SoundControls } from './SoundControls.tsx';
import { Speaker } from './Speaker.tsx';
import styles from './voice.module.css';

interface Props {
  voice: Voice;
  /** The reader's own side; `null` for who only listens. */
  own: Party | null;
  names: Record<Party, string>;
  /** The way it goes, where nothing else says so. */
  way: string | null;
}

/** Who speaks, and what the reader can do about voices and sound (rule S9). */
export function VoiceBar({ voice, own, names, way }: Props): ReactElement | null {
  const { t } = useI18n();
  const view = useStore(voice.view, (whole) => whole);
  if (!hasSomethingToSay(view)) return null;
  const quiet = isQuiet(view);
  const others = (['customer', 'technician'] as const).filter((party) => party !== own);
  return (
    <section className={styles.bar} aria-label={t('voice.label')} {...guard}>
      {/* As long as nobody talks there is nothing here but the sound. */}
      {!quiet && (
        <ul className={styles.speakers}>
          {own && (
            <Speaker voice={voice} party={own} name={t('voice.you')} state={ownState(view, own)} />
          )}
          {others.map((party) => (
            <Speaker
              key={party}
              voice={voice}
              party={party}
              name={names[party]}
              state={view.sides[party]}
            />
          ))}
        </ul>
      )}
      {way !== null && <span className={styles.way}>{way}</span>}
      {own && !quiet && <OwnMicrophone voice={voice} view={view} />}
      {view.sound && <SoundControls voice={voice} view={view} />}
      <Note view={view} />
    </section>
  );
}

function isQuiet({ own, sides }: VoiceView): boolean {
  return own === 'off' && sides.customer === 'off' && sides.technician === 'off';
}

function hasSomethingToSay(view: VoiceView): boolean {
  const { failure, sound, blocked } = view;
  return !isQuiet(view) || failure !== null || sound !== null || blocked;
}

/** At once as the page has it; what everybody has been told follows. */
function ownState({ own, sides }: VoiceView, party: Party): 'off' | 'on' | 'muted' {
  if (own === 'on' || own === 'muted') return own;
  return own === 'asking' ? 'off' : sides[party];
}

function OwnMicrophone({ voice, view }: { voice: Voice; view: VoiceView }): ReactElement | null {
  const { t } = useI18n();
  const { own, microphones, chosen, mayTalk } = view;
  if (own === 'off' || own === 'asking') {
    if (!mayTalk) return null;
    return (
      <div className={styles.actions}>
        <button
          type="button"
          disabled={own === 'asking'}
          aria-busy={own === 'asking'}
          onClick={() => voice.turnOn()}
          {...guard}
        >
          <Icon name="microphone" /> {t('voice.turn-on')}
        </button>
      </div>
    );
  }
  const muted = own === 'muted';
  return (
    <div className={styles.actions}>
      <button type="button" onClick={() => voice.setMuted(!muted)} {...guard}>
        <Icon name={muted ? 'microphone' : 'muted'} /> {t(muted ? 'voice.unmute' : 'voice.mute')}
      </button>
      <button type="button" onClick={() => voice.turnOff()} {...guard}>
        {t('voice.turn-off')}
      </button>
      {microphones.length > 1 && (
        <select
          aria-label={t('voice.device')}
          value={chosen ?? ''}
          onChange={({ currentTarget }) => voice.choose(currentTarget.value)}
          {...guard}
        >
          {microphones.map(({ id, label }, at) => (
            <option key={id} value={id}>
              {label || t('voice.unnamed', { number: at + 1 })}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** What there is to be said, the gravest alone. */
function Note({ view }: { view: VoiceView }): ReactElement | null {
  const { t } = useI18n();
  const { failure, own, elsewhere, blocked } = view;
  if (failure) {
    return (
      <p className={styles.note} role="alert">
        {t(`voice.${failure}`)}
      </p>
    );
  }
  if (blocked) {
    return (
      <p className={styles.note} role="status">
        {t('voice.blocked')} {/* Any click will do; a button is what people look for. */}
        <button type="button" {...guard}>
          {t('voice.hear')}
        </button>
      </p>
    );
  }
  const words = own === 'asking' ? 'voice.asking' : elsewhere ? 'voice.elsewhere' : null;
  return words ? (
    <p className={styles.note} role="status">
      {t(words)}
    </p>
  ) : null;
}

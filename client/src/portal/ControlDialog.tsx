import type { ControlLevel } from '@beside/shared/domain/control';
import type { Surface } from '@beside/shared/domain/sharing';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Dialog } from './Dialog.tsx';
import styles from './dialog.module.css';

interface Props {
  live: CustomerLive;
  asked: ControlLevel;
  surface: Surface;
  /** Whether the desktop helper carries out what is done. */
  helped: boolean;
  technician: string;
}

/** Asks for a grant; the click itself is handed on, so that nobody but a person can give it. */
export function ControlDialog({ live, asked, surface, helped, technician }: Props): ReactElement {
  const { t } = useI18n();
  const [level, setLevel] = useState<ControlLevel>(asked);
  const isPage = surface === 'this-page';
  const acts = isPage || helped;
  const text = isPage ? 'control.text' : helped ? 'control.text-desktop' : 'control.text-pointing';
  return (
    <Dialog
      title={t('control.title', { technician, surface: t(`surface.${surface}`) })}
      onDismiss={() => live.declineControl()}
    >
      <p>{t(text, { technician })}</p>
      {asked === 'pointer-and-keyboard' && acts && (
        <fieldset className={styles.levels}>
          <legend>{t('control.level')}</legend>
          <Level value="pointer" chosen={level} onChoose={setLevel} />
          <Level value="pointer-and-keyboard" chosen={level} onChoose={setLevel} />
        </fieldset>
      )}
      {isPage && <p className={styles.small}>{t('control.private', { technician })}</p>}
      {surface === 'screen' && !helped && (
        <div className={styles.offer}>
          <p>{t('control.helper-hint', { technician })}</p>
          <button type="button" onClick={() => live.offerHelper()} {...guard}>
            {t('bar.helper-offer')}
          </button>
        </div>
      )}
      <div className={styles.actions}>
        <button type="button" onClick={() => live.declineControl()} {...guard}>
          {t('control.not-now')}
        </button>
        <button
          type="button"
          data-look="main"
          onClick={(event) => live.allowControl(level, event.nativeEvent)}
          {...guard}
        >
          {t('control.allow')}
        </button>
      </div>
    </Dialog>
  );
}

function Level({
  value,
  chosen,
  onChoose,
}: {
  value: ControlLevel;
  chosen: ControlLevel;
  onChoose: (level: ControlLevel) => void;
}): ReactElement {
  const { t } = useI18n();
  const words = value === 'pointer' ? 'control.pointer' : 'control.keyboard';
  return (
    <label className={styles.level} {...guard}>
      <input
        type="radio"
        name="level"
        checked={chosen === value}
        onChange={() => onChoose(value)}
        {...guard}
      />
      <span>
        <b>{t(words)}</b>
        <small>{t(`${words}-hint`)}</small>
      </span>
    </label>
  );
}

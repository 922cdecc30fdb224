import type { ControlAsk, ControlLevel, ControlSpan } from '@beside/shared/domain/control';
import type { Surface } from '@beside/shared/domain/sharing';
import { useState, type ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import type { CustomerLive } from '../session/live.ts';
import { guard } from '../ui/guard.ts';
import { Dialog } from './Dialog.tsx';
import { RadioCards } from './RadioCards.tsx';
import styles from './dialog.module.css';

interface Props {
  live: CustomerLive;
  ask: ControlAsk;
  surface: Surface;
  /** Whether the desktop helper carries out what is done. */
  helped: boolean;
  /** Whether it is a tab that carries our script: the customer is asked there once more. */
  linked: boolean;
  /** Who asks. */
  technician: string;
  /** Who has control now, if anybody. */
  holder: string | null;
}

/** Asks for a grant; the click itself is handed on, so that nobody but a person can give it. */
export function ControlDialog(props: Props): ReactElement {
  const { live, ask, surface, helped, linked, technician, holder } = props;
  const { t } = useI18n();
  const [level, setLevel] = useState<ControlLevel>(ask.level);
  const [span, setSpan] = useState<ControlSpan>('once');
  const isPage = surface === 'this-page';
  const acts = isPage || linked || helped;
  const text = isPage
    ? 'control.text'
    : linked
      ? 'control.text-tab'
      : helped
        ? 'control.text-desktop'
        : 'control.text-pointing';
  const title =
    holder === null
      ? t('control.title', { technician, surface: t(`surface.${surface}`) })
      : t('control.title-handover', { technician });
  return (
    <Dialog title={title} onDismiss={() => live.declineControl()}>
      {holder !== null && <p>{t('control.handover', { holder })}</p>}
      <p>{t(text, { technician })}</p>
      {ask.level === 'pointer-and-keyboard' && acts && (
        <RadioCards
          legend={t('control.level')}
          chosen={level}
          onChoose={setLevel}
          options={[
            { value: 'pointer', label: t('control.pointer'), hint: t('control.pointer-hint') },
            {
              value: 'pointer-and-keyboard',
              label: t('control.keyboard'),
              hint: t('control.keyboard-hint'),
            },
          ]}
        />
      )}
      {acts && (
        <RadioCards
          legend={t('control.span')}
          chosen={span}
          onChoose={setSpan}
          options={[
            { value: 'once', label: t('control.once'), hint: t('control.once-hint') },
            {
              value: 'session',
              label: t('control.session'),
              hint: t('control.session-hint', { technician }),
            },
          ]}
        />
      )}
      {(isPage || linked) && <p className={styles.small}>{t('control.private', { technician })}</p>}
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
          onClick={(event) => live.allowControl(level, span, event.nativeEvent)}
          {...guard}
        >
          {t('control.allow')}
        </button>
      </div>
    </Dialog>
  );
}

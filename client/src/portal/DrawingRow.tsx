import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { CustomerDrawing } from '../session/drawing/customerDrawing.ts';
import { guard } from '../ui/guard.ts';
import styles from './live.module.css';

/** What is drawn on the customer's screen, and how to be rid of it. */
export function DrawingRow({ drawing }: { drawing: CustomerDrawing }): ReactElement | null {
  const { t } = useI18n();
  const { shut, drawn, own } = useStore(drawing.view, (whole) => whole);
  if (!shut && !drawn) return null;
  return (
    <p className={styles.barStanding}>
      <span role="status">{t(shut ? 'bar.is-shut' : 'bar.drawn')}</span>
      {shut ? (
        <button type="button" onClick={() => drawing.setShut(false)} {...guard}>
          {t('bar.unshut')}
        </button>
      ) : (
        <>
          {own && (
            <button type="button" onClick={() => drawing.undo()} {...guard}>
              {t('bar.undo')}
            </button>
          )}
          <button type="button" onClick={() => drawing.wipe()} {...guard}>
            {t('bar.wipe')}
          </button>
          <button type="button" onClick={() => drawing.setShut(true)} {...guard}>
            {t('bar.shut')}
          </button>
        </>
      )}
    </p>
  );
}

import type { ReactElement } from 'react';
import { useI18n } from '../i18n/I18nContext.ts';
import { useStore } from '../lib/useStore.ts';
import type { SharerDrawing } from '../session/drawing/sharerDrawing.ts';
import { guard } from '../ui/guard.ts';
import styles from './live.module.css';

interface Props {
  drawing: SharerDrawing;
  technician: string;
}

/**
 * Who may draw on the customer's screen, and how to be rid of it. It is as high with drawings as
 * without: what they point at stays where it is.
 */
export function DrawingRow({ drawing, technician }: Props): ReactElement {
  const { t } = useI18n();
  const { shut, drawn, own } = useStore(drawing.view, (whole) => whole);
  return (
    <p className={styles.barStanding}>
      <span role="status">{t(shut ? 'bar.is-shut' : 'bar.draws', { technician })}</span>
      <button type="button" onClick={() => drawing.setShut(!shut)} {...guard}>
        {t(shut ? 'bar.unshut' : 'bar.shut')}
      </button>
      <button type="button" data-there={drawn} onClick={() => drawing.wipe()} {...guard}>
        {t('bar.wipe')}
      </button>
      <button type="button" data-there={own} onClick={() => drawing.undo()} {...guard}>
        {t('bar.undo')}
      </button>
    </p>
  );
}

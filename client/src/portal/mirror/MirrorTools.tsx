import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { SharerDrawing } from '../../session/drawing/sharerDrawing.ts';
import styles from './mirror.module.css';

const tools = ['pen', 'arrow'] as const;

/** The customer's own drawing on the picture, and what becomes of everybody's. */
export function MirrorTools({ drawing }: { drawing: SharerDrawing }): ReactElement {
  const { t } = useI18n();
  const { shut, drawn, own, tool } = useStore(drawing.view, (whole) => whole);
  if (shut) {
    return (
      <div className={styles.tools}>
        <p role="status">{t('bar.is-shut')}</p>
        <button type="button" onClick={() => drawing.setShut(false)}>
          {t('bar.unshut')}
        </button>
      </div>
    );
  }
  return (
    <div className={styles.tools} role="group" aria-label={t('mirror.tools')}>
      {tools.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={tool === name}
          onClick={() => drawing.setTool(tool === name ? null : name)}
        >
          {t(`mirror.${name}`)}
        </button>
      ))}
      <button type="button" disabled={!own} onClick={() => drawing.undo()}>
        {t('mirror.undo')}
      </button>
      <button type="button" disabled={!drawn} onClick={() => drawing.wipe()}>
        {t('mirror.wipe')}
      </button>
      <button type="button" onClick={() => drawing.setShut(true)}>
        {t('bar.shut')}
      </button>
    </div>
  );
}

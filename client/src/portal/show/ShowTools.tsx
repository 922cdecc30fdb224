import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { Viewing } from '../../session/viewing.ts';
import styles from './show.module.css';
import { ShowTool as Tool } from './ShowTool.tsx';

const tools = ['point', 'pen', 'arrow', 'box', 'text'] as const;

/** How the picture is looked at, and what is drawn on it (rules S5, S10). */
export function ShowTools({ viewing }: { viewing: Viewing }): ReactElement {
  const { t } = useI18n();
  const { picture, drawing } = viewing;
  const { mode, percent, actual } = useStore(picture.state, (whole) => whole);
  const { ready, own, tool, colour } = useStore(drawing.view, (whole) => whole);
  const disabled = percent === null;
  return (
    <>
      <div className={styles.group}>
        <Tool
          {...{ icon: 'minus', disabled }}
          name={t('show.zoom-out')}
          run={() => picture.zoomOut()}
        />
        <span className={styles.percent} role="status">
          {percent !== null && t('show.percent', { percent })}
        </span>
        <Tool
          {...{ icon: 'plus', disabled }}
          name={t('show.zoom-in')}
          run={() => picture.zoomIn()}
        />
        <Tool
          {...{ icon: 'fit', disabled, pressed: mode === 'fit' }}
          name={t('show.fit')}
          run={picture.fit}
        />
        <Tool
          {...{ icon: 'actual', disabled, pressed: actual }}
          name={t('show.actual')}
          run={() => picture.actualSize()}
        />
      </div>
      <div className={styles.group} role="group" aria-label={t('show.draw')}>
        <i className={styles.swatch} style={{ background: colour }} aria-hidden="true" />
        {tools.map((one) => (
          <Tool
            key={one}
            {...{ icon: one, disabled: !ready, pressed: tool === one }}
            name={t(`show.draw-${one}`)}
            run={() => drawing.setTool(one)}
          />
        ))}
        <Tool
          {...{ icon: 'undo', disabled: !ready || !own }}
          name={t('show.draw-undo')}
          run={drawing.undo}
        />
        <Tool
          {...{ icon: 'erase', disabled: !ready || !own }}
          name={t('show.draw-clear')}
          run={drawing.clear}
        />
      </div>
    </>
  );
}

import {
  IconArrowsMaximize,
  IconRelationOneToOne,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { TechnicianLive } from '../../session/live.ts';
import { ToolButton } from './ToolButton.tsx';
import styles from './tools.module.css';

/** How large the picture is shown. */
export function ZoomTools({ picture }: Pick<TechnicianLive, 'picture'>): ReactElement {
  const { t } = useI18n();
  const { mode, percent, actual } = useStore(picture.state, (whole) => whole);
  const disabled = percent === null;
  return (
    <div className={styles.group} role="group" aria-label={t('viewer.zoom')}>
      <ToolButton
        {...{ id: 'zoom-out', disabled, Icon: IconZoomOut }}
        label={t('viewer.zoom-out')}
        run={() => picture.zoomOut()}
      />
      <span className={styles.percent} role="status">
        {percent !== null && t('viewer.percent', { percent })}
      </span>
      <ToolButton
        {...{ id: 'zoom-in', disabled, Icon: IconZoomIn }}
        label={t('viewer.zoom-in')}
        run={() => picture.zoomIn()}
      />
      <ToolButton
        {...{ id: 'fit', disabled, Icon: IconArrowsMaximize }}
        label={t('viewer.fit')}
        pressed={mode === 'fit'}
        run={() => picture.fit()}
      />
      <ToolButton
        {...{ id: 'actual', disabled, Icon: IconRelationOneToOne }}
        label={t('viewer.actual')}
        pressed={actual}
        run={() => picture.actualSize()}
      />
    </div>
  );
}

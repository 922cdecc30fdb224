import {
  IconArrowBackUp,
  IconArrowUpRight,
  IconBulb,
  IconEraser,
  IconHandFinger,
  IconPencil,
  IconRectangle,
  IconTypography,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { DrawingTool } from '../../session/drawing/captureDrawing.ts';
import type { ViewerDrawing } from '../../session/drawing/viewerDrawing.ts';
import { ToolButton } from './ToolButton.tsx';
import styles from './tools.module.css';

interface Props {
  drawing: ViewerDrawing;
  say: (text: string) => void;
}

const tools: Readonly<Record<DrawingTool, Icon>> = {
  point: IconHandFinger,
  laser: IconBulb,
  pen: IconPencil,
  arrow: IconArrowUpRight,
  box: IconRectangle,
  text: IconTypography,
};

/** Points and draws on the customer's screen (rule S10). */
export function DrawingTools({ drawing, say }: Props): ReactElement {
  const { t } = useI18n();
  const { ready, shut, own, tool, colour } = useStore(drawing.view, (whole) => whole);
  useEffect(() => {
    if (shut) say(t('draw.shut'));
  }, [shut, say, t]);
  return (
    <div className={styles.drawing} role="group" aria-label={t('draw.tools')}>
      <i className={styles.swatch} style={{ background: colour }} aria-hidden="true" />
      {(Object.keys(tools) as DrawingTool[]).map((name) => (
        <ToolButton
          key={name}
          id={name}
          Icon={tools[name]}
          label={t(`draw.${name}`)}
          pressed={tool === name}
          disabled={!ready}
          run={() => drawing.setTool(name)}
        />
      ))}
      <ToolButton
        {...{ id: 'undo', disabled: !ready || !own, Icon: IconArrowBackUp }}
        label={t('draw.undo')}
        run={() => drawing.undo()}
      />
      <ToolButton
        {...{ id: 'clear', disabled: !ready || !own, Icon: IconEraser }}
        label={t('draw.clear')}
        run={() => drawing.clear()}
      />
    </div>
  );
}

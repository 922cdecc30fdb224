import { IconMaximize, IconMinimize } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { ToolButton } from './ToolButton.tsx';
import type { useFullScreen } from './useFullScreen.ts';

/** Gives the picture the whole screen, and takes it back. */
export function FullScreenButton({ full, toggle }: ReturnType<typeof useFullScreen>): ReactElement {
  const { t } = useI18n();
  return (
    <ToolButton
      id="full-screen"
      Icon={full ? IconMinimize : IconMaximize}
      label={t(full ? 'viewer.leave-full-screen' : 'viewer.full-screen')}
      run={toggle}
    />
  );
}

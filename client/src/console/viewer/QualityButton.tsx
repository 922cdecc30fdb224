import { Popover, UnstyledButton, VisuallyHidden, type PopoverProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import type { Translate } from '../../i18n/words.ts';
import type { TechnicianLiveView } from '../../session/live.ts';
import { grades, type Quality } from '../../session/quality/judgeQuality.ts';
import { SignalBars } from '../../ui/viewer/SignalBars.tsx';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import styles from './tools.module.css';

/** How well the picture comes, in a word; the numbers are behind it. */
export function QualityButton({ view }: { view: TechnicianLiveView }): ReactElement | null {
  const { t } = useI18n();
  const quality = view.link.state === 'interrupted' ? null : view.quality;
  const words = view.link.state === 'interrupted' ? t('quality.none') : qualityWords(quality, t);
  return (
    <>
      <Popover
        {...{ width: 300, shadow: 'md', position: 'bottom-start', middlewares }}
        {...{ withinPortal: true, trapFocus: true, returnFocus: true }}
        // A press that goes to the customer is followed by no click here.
        clickOutsideEvents={['pointerdown', 'mousedown']}
      >
        <Popover.Target>
          <UnstyledButton
            className={styles.quality}
            aria-label={t('quality.button', { quality: words })}
          >
            <SignalBars filled={quality ? grades.length - grades.indexOf(quality.grade) : 0} />
            <span className={styles.words}>{words}</span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('quality.title')}>
          <ConnectionPanel view={view} quality={quality} />
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">
        {quality?.reason && `${words}: ${t(`quality.reason-${quality.reason}`)}`}
      </VisuallyHidden>
    </>
  );
}

const middlewares: NonNullable<PopoverProps['middlewares']> = {
  flip: true,
  shift: true,
  size: {
    apply: ({ availableHeight, elements }) =>
      elements.floating.style.setProperty('--height-left', `${availableHeight}px`),
  },
};

function qualityWords(quality: Quality | null, t: Translate): string {
  return quality ? t(`quality.${quality.grade}`) : t('quality.measuring');
}

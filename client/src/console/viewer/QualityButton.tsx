import { Popover, UnstyledButton, VisuallyHidden, type PopoverProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import { useStore } from '../../lib/useStore.ts';
import type { LinkView, TechnicianLive } from '../../session/live.ts';
import { grades } from '../../session/quality/judgeQuality.ts';
import { SignalBars } from '../../ui/viewer/SignalBars.tsx';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import styles from './tools.module.css';

/** How well the picture comes, in a word; the numbers are behind it. */
export function QualityButton({
  live,
  link,
}: {
  live: TechnicianLive;
  link: LinkView;
}): ReactElement {
  const { t } = useI18n();
  const isInterrupted = link.state === 'interrupted';
  // Each by itself: the figures behind them change every second, these hardly ever.
  const measured = useStore(live.quality, ({ quality }) => quality?.grade ?? null);
  const reason = useStore(live.quality, ({ quality }) => quality?.reason ?? null);
  const grade = isInterrupted ? null : measured;
  const words = isInterrupted ? t('quality.none') : t(`quality.${grade ?? 'measuring'}`);
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
            <SignalBars filled={grade ? grades.length - grades.indexOf(grade) : 0} />
            <span className={styles.words}>{words}</span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('quality.title')}>
          <ConnectionPanel live={live} link={link} />
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="status">
        {grade && reason && `${words}: ${t(`quality.reason-${reason}`)}`}
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

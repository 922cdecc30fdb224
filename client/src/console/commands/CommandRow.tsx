import { useEffect, useRef, type ReactElement } from 'react';
import { useI18n } from '../../i18n/I18nContext.ts';
import styles from './commands.module.css';
import type { Command } from './commands.ts';
import { Keys } from './Keys.tsx';

interface Props {
  id: string;
  command: Command;
  /** Whether it is the first of its section. */
  heading: boolean;
  active: boolean;
  onPoint: () => void;
  onRun: () => void;
}

export function CommandRow({ id, command, heading, active, onPoint, onRun }: Props): ReactElement {
  const { t } = useI18n();
  const row = useRef<HTMLLIElement>(null);
  const { Icon, label, keys, section } = command;
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      {heading && (
        <li className={styles.heading} role="presentation">
          {t(`command.section-${section}`)}
        </li>
      )}
      <li
        ref={row}
        id={id}
        className={styles.row}
        role="option"
        aria-selected={active}
        onPointerMove={onPoint}
        onClick={onRun}
      >
        <Icon size={17} aria-hidden="true" />
        <span>{label}</span>
        {keys && <Keys keys={keys} />}
      </li>
    </>
  );
}

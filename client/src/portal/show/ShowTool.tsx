import type { ReactElement } from 'react';
import { guard } from '../../ui/guard.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import styles from './show.module.css';

interface Props {
  icon: IconName;
  name: string;
  disabled?: boolean;
  /** For what is on or off. */
  pressed?: boolean;
  /** @param button that was pressed, in whichever window */
  run: (button: HTMLElement) => void;
}

/** One of the tools above the picture. */
export function ShowTool({ icon, name, disabled = false, pressed, run }: Props): ReactElement {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={({ currentTarget }) => run(currentTarget)}
      {...guard}
    >
      <Icon name={icon} />
    </button>
  );
}

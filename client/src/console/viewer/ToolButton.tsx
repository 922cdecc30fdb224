import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommand } from '../commands/useCommand.ts';
import { viewerKeys } from './viewerKeys.ts';
import styles from './tools.module.css';

interface Props {
  id: keyof typeof viewerKeys;
  label: string;
  Icon: Icon;
  /** For what is on or off. */
  pressed?: boolean;
  disabled?: boolean;
  run: () => void;
}

/** One of the viewer's tools: a button, and a command with its keys. */
export function ToolButton({
  id,
  label,
  Icon,
  pressed,
  disabled = false,
  run,
}: Props): ReactElement {
  const keys = viewerKeys[id];
  useCommand(`viewer:${id}`, disabled ? null : { label, section: 'viewer', keys, Icon, run });
  return (
    <Tooltip label={`${label} (${keys})`} openDelay={400} events={tooltipEvents}>
      <ActionIcon
        className={styles.tool}
        {...(pressed ? { variant: 'light' } : { variant: 'subtle', color: 'gray' })}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={run}
      >
        <Icon size={18} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

const tooltipEvents = { hover: true, focus: true, touch: false };

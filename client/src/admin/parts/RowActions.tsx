import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';

interface Action {
  label: string;
  /** With the name of what it is done to, for whoever does not see the row. */
  named: string;
  disabled?: boolean;
  onClick: () => void;
}

/** What can be done with one row of a list. */
export function RowActions({ actions }: { actions: readonly Action[] }): ReactElement {
  return (
    <Group gap="xs" wrap="nowrap">
      {actions.map(({ label, named, disabled = false, onClick }) => (
        <Button
          key={label}
          variant="default"
          size="compact-sm"
          disabled={disabled}
          aria-label={named}
          onClick={onClick}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}

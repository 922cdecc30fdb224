import { useLayoutEffect } from 'react';
import { useWorkspace } from '../WorkspaceContext.ts';
import type { Command } from './commands.ts';

/**
 * Offers a command for as long as the component is there; `null` where it is not possible now. Before
 * the component is seen: whoever is quick presses its keys at once.
 */
export function useCommand(id: string, command: Command | null): void {
  const { commands } = useWorkspace();
  useLayoutEffect(() => (command ? commands.add(id, command) : undefined));
}

/** The same for several, which may change from one moment to the next. */
export function useCommands(offered: readonly (Command & { id: string })[]): void {
  const { commands } = useWorkspace();
  useLayoutEffect(() => {
    const removals = offered.map(({ id, ...command }) => commands.add(id, command));
    return () => {
      for (const remove of removals) remove();
    };
  });
}

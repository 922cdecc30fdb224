import type { Icon } from '@tabler/icons-react';

/** In this order in the palette. */
export const sections = ['request', 'viewer', 'alert', 'desk', 'status', 'go'] as const;
export type Section = (typeof sections)[number];

/** Something that can be done now, by name or by its keys (rule T11). */
export interface Command {
  label: string;
  section: Section;
  /** As they are shown and matched: `Alt+J`, `Ctrl+K`. */
  keys?: string;
  Icon: Icon;
  run: () => void;
}

/** What can be done at the moment; each part of the page puts in what is its own. */
export interface Commands {
  all(): readonly [id: string, command: Command][];
  byKeys(keys: string): Command | undefined;
  /** @returns takes it out again */
  add(id: string, command: Command): () => void;
}

export function createCommands(): Commands {
  const commands = new Map<string, Command>();
  return {
    all: () =>
      [...commands].sort(
        ([, one], [, other]) => sections.indexOf(one.section) - sections.indexOf(other.section),
      ),
    byKeys: (keys) => [...commands.values()].find((command) => command.keys === keys),
    add(id, command) {
      commands.set(id, command);
      return () => {
        if (commands.get(id) === command) commands.delete(id);
      };
    },
  };
}

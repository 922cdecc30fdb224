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
  /** The same list until another one is offered. */
  all(): readonly [id: string, command: Command][];
  /** Calls back whenever there is something more to be done, or less. */
  subscribe(listener: () => void): () => void;
  byKeys(keys: string): Command | undefined;
  /** @returns takes it out again */
  add(id: string, command: Command): () => void;
}

export function createCommands(): Commands {
  const commands = new Map<string, Command>();
  const listeners = new Set<() => void>();
  let sorted: ReturnType<Commands['all']> | undefined;
  let telling = false;
  /** Parts of the page take their commands out and put them in again whenever they are drawn. */
  const change = (): void => {
    sorted = undefined;
    if (telling) return;
    telling = true;
    queueMicrotask(() => {
      telling = false;
      for (const listener of listeners) listener();
    });
  };
  return {
    all: () =>
      (sorted ??= [...commands].sort(
        ([, one], [, other]) => sections.indexOf(one.section) - sections.indexOf(other.section),
      )),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    byKeys: (keys) => [...commands.values()].find((command) => command.keys === keys),
    add(id, command) {
      commands.set(id, command);
      change();
      return () => {
        if (commands.get(id) !== command) return;
        commands.delete(id);
        change();
      };
    },
  };
}

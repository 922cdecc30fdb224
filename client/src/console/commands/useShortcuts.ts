import { useEffect } from 'react';
import { useWorkspace } from '../WorkspaceContext.ts';
import { isWritingThird, readKeys } from './readKeys.ts';

/** Runs commands by their keys, wherever in a window the focus is. */
export function useShortcuts(own: Window = window): void {
  const { commands } = useWorkspace();
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      // What is controlled on the customer's screen takes its keys for itself.
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      if (isWritingThird(event)) return;
      const isBare = !event.altKey && !event.ctrlKey && !event.metaKey;
      if (isBare && isWriting(event.target)) return;
      const command = commands.byKeys(readKeys(event));
      if (!command) return;
      if (command.section !== 'alert' && document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      command.run();
    }
    own.addEventListener('keydown', press);
    return () => own.removeEventListener('keydown', press);
  }, [commands, own]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

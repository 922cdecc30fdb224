import { useEffect, useState } from 'react';
import type { FilesPart } from '../ui/chat/files/filesPart.tsx';
import type { OpenStay } from './openStay.ts';

/** Sending and showing files, fetched when the chat is there; null until then. */
export function useFiles(open: OpenStay): FilesPart | null {
  const [part, setPart] = useState<FilesPart | null>(null);
  useEffect(() => {
    let close: (() => void) | null = null;
    let left = false;
    const load = (): void => {
      import('./openFiles.ts').then(
        ({ openFiles }) => {
          if (left) return;
          const opened = openFiles(open);
          close = opened.close;
          setPart(opened.part);
        },
        () => {
          // Until the network is back, the chat goes on without.
          if (!left) addEventListener('online', load, { once: true });
        },
      );
    };
    load();
    return () => {
      left = true;
      removeEventListener('online', load);
      close?.();
    };
  }, [open]);
  return part;
}

import { useCallback, useEffect, useState } from 'react';

const shownMs = 4_000;

/** Something that is said for a moment. */
export interface Note {
  text: string;
  /** Tells one from the next, even with the same words. */
  at: number;
}

/** @returns the note that is up now, and `say`, which puts up another one */
export function useNote(): { note: Note | null; say: (text: string) => void } {
  const [note, setNote] = useState<Note | null>(null);
  useEffect(() => {
    if (!note) return undefined;
    const timer = setTimeout(() => setNote(null), shownMs);
    return () => clearTimeout(timer);
  }, [note]);
  const say = useCallback((text: string) => setNote({ text, at: Date.now() }), []);
  return { note, say };
}

import type { RequestDetails } from '@beside/shared/domain/request';
import type { Note } from '@beside/shared/protocol/contract/notes';
import { v7 as uuidV7 } from 'uuid';
import { useEffect, useState } from 'react';
import { useStore } from '../../lib/useStore.ts';
import type { Conversation } from '../../session/conversation.ts';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

export interface Notes {
  /** Oldest first; `null` until they are known. */
  notes: readonly Note[] | null;
  busy: boolean;
  /** @returns whether it is saved */
  save(text: string, id?: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

/** The notes on a request, live for as long as its conversation is followed. */
export function useNotes({ requestId, state }: Conversation): Notes {
  const { signaling } = useWorkspace();
  const { busy, ask } = useAsk();
  const [notes, setNotes] = useState<readonly Note[] | null>(null);
  // Anew with each answer of `request:follow`: from then on changes are told.
  const followed = useStore(state, (whole): RequestDetails | null => whole.details);

  useEffect(() => {
    if (!followed) return undefined;
    let isOver = false;
    /** What was told since the question: newer than an answer that is still on its way. */
    const told = new Map<string, Note | null>();
    const withTold = (notes: readonly Note[]): Note[] =>
      [
        ...notes.filter(({ id }) => !told.has(id)),
        ...[...told.values()].filter((note) => note !== null),
      ].sort(byAge);
    const hear = (id: string, note: Note | null): void => {
      told.set(id, note);
      setNotes((known) => known && withTold(known));
    };
    const stops = [
      signaling.on('note:changed', ({ note }) => {
        if (note.requestId === requestId) hear(note.id, note);
      }),
      signaling.on('note:deleted', ({ id }) => hear(id, null)),
    ];
    void ask(async () => {
      const answer = await signaling.request('notes:list', { requestId });
      if (!isOver) setNotes(withTold(answer.notes));
    });
    return () => {
      isOver = true;
      for (const stop of stops) stop();
    };
  }, [signaling, requestId, followed, ask]);

  return {
    notes,
    busy,
    save: (text, id = uuidV7()) =>
      ask(() => signaling.request('note:save', { requestId, id, text })),
    remove: (id) => ask(() => signaling.request('note:delete', { requestId, id })),
  };
}

function byAge(one: Note, other: Note): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}

import type { Notes } from '../../desk/notes.ts';
import type { ReadyReplies } from '../../desk/readyReplies.ts';
import type { Handlers } from '../bind.ts';
import { technicianOf } from './desk.ts';

type Names =
  'notes:list' | 'note:save' | 'note:delete' | 'replies:list' | 'reply:save' | 'reply:delete';

/** What technicians write for each other and for later. */
export function createWritingHandlers({
  notes,
  replies,
}: {
  notes: Notes;
  replies: ReadyReplies;
}): Pick<Handlers, Names> {
  return {
    'notes:list': async ({ requestId }, { actor }) => ({
      notes: await notes.list(technicianOf(actor), requestId),
    }),
    'note:save': async ({ requestId, id, text }, { actor }) => ({
      note: await notes.save(technicianOf(actor), requestId, id, text),
    }),
    'note:delete': async ({ requestId, id }, { actor }) => {
      await notes.delete(technicianOf(actor), requestId, id);
      return {};
    },
    'replies:list': (_input, { actor }) => replies.list(technicianOf(actor)),
    'reply:save': async (reply, { actor }) => ({
      reply: await replies.save(technicianOf(actor), reply),
    }),
    'reply:delete': async ({ id }, { actor }) => {
      await replies.delete(technicianOf(actor), id);
      return {};
    },
  };
}

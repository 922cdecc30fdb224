/** What a conversation needs later than at once; the browser keeps what it has fetched. */
export const chatParts = {
  elsewhere: () => import('./ElsewhereNote.tsx').then(({ ElsewhereNote }) => ElsewhereNote),
  end: () => import('./EndDialog.tsx').then(({ EndDialog }) => EndDialog),
  ended: () => import('./EndedNote.tsx').then(({ EndedNote }) => EndedNote),
  log: () => import('./saveLog.ts').then(({ saveLog }) => saveLog),
  history: () => import('./saveHistory.ts').then(({ saveHistory }) => saveHistory),
};

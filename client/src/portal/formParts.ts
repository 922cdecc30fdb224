/** What is fetched while the form is filled in, so that the form is usable at once. */
export const formParts = {
  chat: () => import('./ChatPage.tsx').then(({ ChatPage }) => ChatPage),
  recorded: () => import('./RecordedFacts.tsx').then(({ RecordedFacts }) => RecordedFacts),
};

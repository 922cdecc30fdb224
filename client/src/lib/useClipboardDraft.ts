import { useEffect, useState } from 'react';

/** Somebody asks for one's clipboard; `draft` is `null` until it was read. */
type Asked<Problem> =
  { state: 'asked'; draft: string | null; problem: Problem | null } | { state: 'sending' };

/** The text of one's clipboard while it is asked for: read by a click, changed, and sent by another. */
export function useClipboardDraft<Problem>(view: Asked<Problem>) {
  const draft = view.state === 'asked' ? view.draft : null;
  const [text, setText] = useState(draft ?? '');
  useEffect(() => {
    if (draft !== null) setText(draft);
  }, [draft]);
  const sending = view.state === 'sending';
  return {
    text,
    setText,
    problem: view.state === 'asked' ? view.problem : null,
    sending,
    /** Whether there is a text to be looked at yet. */
    shown: draft !== null || sending,
  };
}

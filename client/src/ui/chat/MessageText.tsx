import { useMemo, type ReactElement } from 'react';
import { linkify } from '../../lib/linkify.ts';

/** What somebody wrote: line breaks are kept, addresses become links, nothing else is markup. */
export function MessageText({ text }: { text: string }): ReactElement {
  const parts = useMemo(() => linkify(text), [text]);
  return (
    <>
      {parts.map((part, index) =>
        'href' in part ? (
          <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </>
  );
}

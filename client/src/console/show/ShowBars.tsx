import type { RequestId } from '@beside/shared/domain/ids';
import type { ReactElement } from 'react';
import { useStore } from '../../lib/useStore.ts';
import { useWorkspace } from '../WorkspaceContext.ts';
import { ShowBar } from './ShowBar.tsx';

/** What goes out from this page, of whichever request, above everything else. */
export function ShowBars({ selected }: { selected: RequestId | null }): ReactElement {
  const { state } = useWorkspace();
  const lives = useStore(state, (whole) => whole.lives);
  const conversations = useStore(state, (whole) => whole.conversations);
  return (
    <>
      {[...lives].map(([id, load]) => {
        const conversation = conversations.get(id);
        if (load.state !== 'ready' || !conversation) return null;
        return (
          <ShowBar
            key={id}
            live={load.live}
            conversation={conversation}
            selected={id === selected}
          />
        );
      })}
    </>
  );
}

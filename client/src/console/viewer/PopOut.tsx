import { MantineThemeProvider } from '@mantine/core';
import { useEffect, useMemo, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from '../../lib/useStore.ts';
import type { Conversation } from '../../session/conversation.ts';
import { useShortcuts } from '../commands/useShortcuts.ts';
import { Viewer } from '../Viewer.tsx';
import { useWorkspace } from '../WorkspaceContext.ts';
import { hasViewer } from './hasViewer.ts';
import { useBorrowedLooks } from './useBorrowedLooks.ts';
import type { OpenedWindow } from './viewerWindow.ts';
import { ViewerWindowContext } from './ViewerWindowContext.ts';
import styles from '../viewer.module.css';

/** The shared screen in a window of its own, whatever the page shows meanwhile. */
export function PopOut(): ReactElement | null {
  const { viewerWindow, state } = useWorkspace();
  const opened = useStore(viewerWindow.state, (whole) => whole);
  const conversation = useStore(state, ({ conversations }) =>
    opened ? conversations.get(opened.requestId) : undefined,
  );
  const isOver = opened !== null && !conversation;
  useEffect(() => {
    if (isOver) viewerWindow.close();
  }, [isOver, viewerWindow]);
  return opened && conversation ? <InWindow opened={opened} conversation={conversation} /> : null;
}

function InWindow({
  opened,
  conversation,
}: {
  opened: OpenedWindow;
  conversation: Conversation;
}): ReactElement | null {
  const { viewerWindow, state, me } = useWorkspace();
  const { window: own, floating } = opened;
  const request = useStore(conversation.state, (whole) => whole.request);
  const load = useStore(state, ({ lives }) => lives.get(opened.requestId));
  const isShown = request !== null && hasViewer(request, me.id);
  useEffect(() => {
    if (!isShown) viewerWindow.close();
  }, [isShown, viewerWindow]);
  useShortcuts(own);
  useBorrowedLooks(own);

  const surroundings = useMemo(
    () => ({ window: own, kind: 'own' as const, canFill: !floating }),
    [own, floating],
  );
  // Menus and hints belong to the window of what they hang on.
  const theme = useMemo(
    () => ({ components: { Portal: { defaultProps: { target: own.document.body } } } }),
    [own],
  );
  if (!isShown) return null;
  return createPortal(
    <MantineThemeProvider theme={theme}>
      <ViewerWindowContext.Provider value={surroundings}>
        <main className={styles.window}>
          <Viewer request={request} load={load} />
        </main>
      </ViewerWindowContext.Provider>
    </MantineThemeProvider>,
    own.document.body,
  );
}

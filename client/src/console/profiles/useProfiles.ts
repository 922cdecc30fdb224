import type { MobileProfile } from '@beside/shared/protocol/contract/files';
import { useCallback, useEffect, useState } from 'react';
import { RequestFailed } from '../../signaling/signaling.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

/** The account's mobile profiles; null until they are there. */
export function useProfiles(): { profiles: readonly MobileProfile[] | null; reload: () => void } {
  const { signaling } = useWorkspace();
  const [profiles, setProfiles] = useState<readonly MobileProfile[] | null>(null);
  const reload = useCallback(() => {
    signaling.request('profiles:list', {}).then(
      (answer) => setProfiles(answer.profiles),
      (error: unknown) => {
        // Asked again when the line is back.
        if (!(error instanceof RequestFailed)) throw error;
      },
    );
  }, [signaling]);
  useEffect(() => {
    if (signaling.connection.state === 'connected') reload();
    return signaling.onConnection(({ state }) => {
      if (state === 'connected') reload();
    });
  }, [signaling, reload]);
  return { profiles, reload };
}

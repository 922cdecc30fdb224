import type { AdminOutput } from '@beside/shared/protocol/admin';
import { useState } from 'react';
import { askAdmin } from '../../signaling/adminApi.ts';
import { RequestFailed } from '../../signaling/signaling.ts';

export type VerifyState =
  { phase: 'idle' | 'busy' | 'failed' } | { phase: 'done'; verdict: AdminOutput<'audit/verify'> };

/** Has the server look through the whole log. */
export function useVerify(): { state: VerifyState; verify: () => Promise<void> } {
  const [state, setState] = useState<VerifyState>({ phase: 'idle' });
  const verify = async (): Promise<void> => {
    setState({ phase: 'busy' });
    try {
      setState({ phase: 'done', verdict: await askAdmin('audit/verify', {}) });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setState({ phase: 'failed' });
    }
  };
  return { state, verify };
}

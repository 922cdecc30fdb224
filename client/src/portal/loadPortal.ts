import type { PortalView } from '@beside/shared/protocol/http';
import { fetchPortal } from '../signaling/api.ts';
import { RequestFailed } from '../signaling/signaling.ts';

export type LoadedPortal =
  { state: 'not-found' | 'failed' } | { state: 'open'; portal: PortalView };

/** Never rejects: what can go wrong is something to show. */
export async function loadPortal(server: string, slug: string): Promise<LoadedPortal> {
  try {
    return { state: 'open', portal: await fetchPortal(server, slug) };
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return { state: error.code === 'not-found' ? 'not-found' : 'failed' };
  }
}

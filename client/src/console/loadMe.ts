import type { Me } from '@beside/shared/protocol/http';
import { fetchMe } from '../signaling/api.ts';
import { RequestFailed } from '../signaling/signaling.ts';

export type LoadedMe = { state: 'signed-in'; me: Me } | { state: 'signed-out' | 'failed' };

/** Never rejects: that nobody is signed in is an answer as well. */
export async function loadMe(): Promise<LoadedMe> {
  try {
    return { state: 'signed-in', me: await fetchMe() };
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    return { state: error.code === 'not-authenticated' ? 'signed-out' : 'failed' };
  }
}

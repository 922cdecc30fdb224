import type { TabModule } from '../embed/tab/tabContract.ts';

/** Keeps its name for ever and is asked for anew each time; what it fetches never changes under its own. */
export const joinShare: TabModule['joinShare'] = async (parts) => {
  const module = await import('../embed/tab/joinShare.ts');
  return module.joinShare(parts);
};

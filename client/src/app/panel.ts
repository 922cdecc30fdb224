import type { PanelModule } from '../embed/panelContract.ts';

/** Keeps its name for ever and is asked for anew each time; what it fetches never changes under its own. */
export const mountPanel: PanelModule['mountPanel'] = async (parts) => {
  const module = await import('./mountPanel.tsx');
  await module.mountPanel(parts);
};

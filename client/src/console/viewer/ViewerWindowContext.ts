import { createContext, useContext } from 'react';

/** The window in which a viewer is shown. */
interface Surroundings {
  window: Window;
  /** The page of the console, or a window that has nothing else in it. */
  kind: 'page' | 'own';
  /** Whether it may fill the screen; the browser's floating windows may not. */
  canFill: boolean;
}

export const ViewerWindowContext = createContext<Surroundings>({
  window,
  kind: 'page',
  canFill: true,
});

export function useSurroundings(): Surroundings {
  return useContext(ViewerWindowContext);
}

import { isWritingThird, readKeys } from '../commands/readKeys.ts';

/** The viewer's own keys, which stay here even while all others go to the customer. */
export const viewerKeys = {
  'zoom-in': 'Ctrl+Alt++',
  'zoom-out': 'Ctrl+Alt+-',
  fit: 'Ctrl+Alt+0',
  actual: 'Ctrl+Alt+1',
  point: 'Ctrl+Alt+2',
  laser: 'Ctrl+Alt+3',
  pen: 'Ctrl+Alt+4',
  arrow: 'Ctrl+Alt+5',
  box: 'Ctrl+Alt+6',
  text: 'Ctrl+Alt+7',
  undo: 'Ctrl+Alt+Z',
  clear: 'Ctrl+Alt+X',
  screenshot: 'Ctrl+Alt+S',
  record: 'Ctrl+Alt+R',
  'look-back': 'Ctrl+Alt+L',
  'own-window': 'Ctrl+Alt+W',
  'full-screen': 'Ctrl+Alt+F',
  tools: 'Ctrl+Alt+B',
} as const;

const all: ReadonlySet<string> = new Set(Object.values(viewerKeys));

export function isViewerKey(event: KeyboardEvent): boolean {
  return !isWritingThird(event) && all.has(readKeys(event));
}

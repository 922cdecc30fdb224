export type PictureAction =
  'zoom-in' | 'zoom-out' | 'fit' | 'actual' | 'left' | 'right' | 'up' | 'down';

type Struck = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

const plain: Readonly<Record<string, PictureAction>> = {
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'fit',
  '1': 'actual',
};
const arrows: Readonly<Record<string, PictureAction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * What a key does to the picture. While the keys go to the other side, only arrows with Ctrl and Alt
 * are the viewer's own.
 */
export function readPictureKey(
  { key, ctrlKey, altKey, metaKey }: Struck,
  controlled: boolean,
): PictureAction | null {
  const isHeld = (ctrlKey || metaKey) && altKey;
  const isBare = !ctrlKey && !altKey && !metaKey;
  if (isHeld || (isBare && !controlled)) {
    const action = arrows[key];
    if (action) return action;
  }
  return isBare && !controlled ? (plain[key] ?? null) : null;
}

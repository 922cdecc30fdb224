import type { InputRefusal } from '@beside/shared/protocol/input';
import { clickRefusal } from '../dom/activation.ts';
import { lineage } from '../dom/composedTree.ts';
import { colourFieldOf, disabledControlOf } from '../dom/elements.ts';
import type { Popups } from '../popup/popups.ts';
import { fireClick, fireMouse, type Pose } from './pose.ts';

interface Click {
  button: number;
  /** The number of clicks in a row. */
  detail: number;
}

/** What follows a press and its end on one element: `click` and `dblclick`, or `auxclick`. */
export function fireClicks(
  target: Element,
  pose: Pose,
  click: Click,
  popups: Popups,
): InputRefusal | undefined {
  if (disabledControlOf(target)) return undefined;
  if (click.button !== 0) {
    fireClick(target, 'auxclick', pose, click);
    return undefined;
  }
  const refusal = clickRefusal(target, pose.modifiers);
  if (refusal) return refusal;
  const colour = lineage(target).map(colourFieldOf).find(Boolean);
  const proceeds = fireClick(target, 'click', pose, click);
  if (proceeds && colour?.isConnected) popups.openColours(colour);
  if (click.detail > 0 && click.detail % 2 === 0) fireMouse(target, 'dblclick', pose, click);
  return undefined;
}

/** The page's own menu, where it has one: the browser's does not open. */
export function openMenu(target: Element, pose: Pose): void {
  fireClick(target, 'contextmenu', pose, { button: 2 });
}

/** Windows opens menus when the button is let go, the others when it is pressed. */
export function isMenuOnRelease(page: Window): boolean {
  return /^win/i.test(page.navigator.platform);
}

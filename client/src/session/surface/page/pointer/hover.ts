import { lineage } from '../dom/composedTree.ts';
import { fireMouse, firePointer, type Pose } from './pose.ts';

interface Hover {
  /** Tells what was left and what was entered; the path is outermost frame first, or empty. */
  moveTo(path: readonly Element[], pose: Pose): void;
  /** The innermost element that was entered. */
  over(): Element | undefined;
}

/** What the pointer is over, in each document from the page's own inward. */
interface Level {
  target: Element;
  line: Element[];
}

type Send = typeof firePointer;

/** The boundary events of Pointer Events 3, section 4.1.3, and of the mouse, in Chromium's order. */
export function createHover(): Hover {
  let levels: Level[] = [];
  return {
    over: () => levels.at(-1)?.target,
    moveTo(path, pose) {
      const before = levels;
      levels = path.map((target) => ({ target, line: lineage(target) }));
      crossAll(before, levels, (type, target, related) =>
        sendAs('pointer', firePointer, type, target, related, pose),
      );
      crossAll(before, levels, (type, target, related) =>
        sendAs('mouse', fireMouse, type, target, related, pose),
      );
    },
  };
}

type Cross = (type: string, target: Element, related: Element | null) => void;

function sendAs(
  family: string,
  send: Send,
  type: string,
  target: Element,
  relatedTarget: Element | null,
  pose: Pose,
): void {
  send(target, family + type, pose, { relatedTarget });
}

function crossAll(before: Level[], after: Level[], cross: Cross): void {
  const depth = Math.max(before.length, after.length);
  const same = (index: number): boolean =>
    before[index]?.target.ownerDocument === after[index]?.target.ownerDocument;
  for (let index = depth - 1; index >= 0; index -= 1) {
    if (!same(index)) crossOne(before[index], undefined, cross);
  }
  for (let index = 0; index < depth; index += 1) {
    if (same(index)) crossOne(before[index], after[index], cross);
    else crossOne(undefined, after[index], cross);
  }
}

function crossOne(from: Level | undefined, to: Level | undefined, cross: Cross): void {
  if (from?.target === to?.target) return;
  const left = from?.line.filter((element) => !to?.line.includes(element)) ?? [];
  const entered = to?.line.filter((element) => !from?.line.includes(element)) ?? [];
  if (from) cross('out', from.target, to?.target ?? null);
  for (const element of left) cross('leave', element, to?.target ?? null);
  if (to) cross('over', to.target, from?.target ?? null);
  for (const element of entered.reverse()) cross('enter', element, from?.target ?? null);
}

import { Scope } from '@beside/shared/lib/scope';
import { adoptCover, dropCover, privateSelector } from './coverSheet.ts';
import { createPatches } from './patches.ts';
import { watchRoots } from './watchRoots.ts';

/** Frames of before are still under way for so long, in ms. */
const lingersMs = 400;
/** Every so many animation frames it is looked for what has become private, and whether it is covered. */
const framesPerSearch = 15;

export interface PageCoverParts {
  page: Window;
  /** Something private is painted in spite of it: then nothing may be sent. */
  onExposed(exposed: boolean): void;
  /** How many private places the page shows. */
  onCount?: ((count: number) => void) | undefined;
}

/**
 * Keeps what is private on this page from being painted while the page captures anything (rules I4,
 * X4): it may be what is captured, or lie on the captured screen. Being no work on pixels it costs
 * neither time nor a frame, and a capture cannot have what was never painted.
 */
export interface PageCover {
  /** @returns resolves when it is painted; nothing captured before may be sent */
  begin(): Promise<void>;
  /** After what is under way is gone. */
  end(): void;
  close(): void;
}

export function createPageCover({ page, onExposed, onCount }: PageCoverParts): PageCover {
  let active: Scope | null = null;
  let painted = Promise.resolve();
  let ending: ReturnType<typeof setTimeout> | undefined;

  const cover = (scope: Scope): void => {
    const roots = watchRoots(page, adoptCover);
    scope.add(() => roots.all.forEach(dropCover));
    scope.add(() => roots.close());
    const patches = createPatches(page);
    scope.add(() => patches.close());
    const forced = new Set<HTMLElement>();
    scope.add(() => forced.forEach(unforce));
    let found: Element[] = [];
    let turn = 0;
    const look = (): void => {
      roots.look();
      if (turn++ % framesPerSearch === 0) {
        found = [...roots.all].flatMap((root) => [...root.querySelectorAll(privateSelector)]);
        onExposed(found.filter((element) => !isCovered(element, forced)).length > 0);
        onCount?.(found.filter((element) => element.getClientRects().length > 0).length);
      }
      patches.show(found);
    };
    let frame = 0;
    const again = (): void => {
      try {
        look();
      } catch (failure) {
        // What cannot be covered is not shown; the site's own trouble must not end the looking.
        onExposed(true);
        page.reportError(failure);
      }
      frame = page.requestAnimationFrame(again);
    };
    again();
    scope.add(() => page.cancelAnimationFrame(frame));
  };

  const stop = (): void => {
    clearTimeout(ending);
    if (!active) return;
    active.close();
    active = null;
    onCount?.(0);
  };

  return {
    begin() {
      clearTimeout(ending);
      if (!active) {
        active = new Scope();
        cover(active);
        painted = nextPaint(page);
      }
      return painted;
    },
    end() {
      clearTimeout(ending);
      if (active) ending = setTimeout(stop, lingersMs);
    },
    close: stop,
  };
}

const forcedStyle = { opacity: '0', transition: 'none', animation: 'none' };

/** Where a site's own style is stronger than the sheet, the element itself says it. */
function isCovered(element: Element, forced: Set<HTMLElement>): boolean {
  const view = element.ownerDocument.defaultView;
  if (!view || view.getComputedStyle(element).opacity === '0') return true;
  for (const [name, value] of Object.entries(forcedStyle)) {
    (element as HTMLElement).style.setProperty(name, value, 'important');
  }
  forced.add(element as HTMLElement);
  return view.getComputedStyle(element).opacity === '0';
}

function unforce({ style }: HTMLElement): void {
  for (const name of Object.keys(forcedStyle)) style.removeProperty(name);
}

/** A page that is not seen is not painted either; when it is seen again, then as it is by then. */
function nextPaint(page: Window): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      page.document.removeEventListener('visibilitychange', lookAway);
      resolve();
    };
    const lookAway = (): void => {
      if (page.document.hidden) done();
    };
    page.document.addEventListener('visibilitychange', lookAway);
    page.requestAnimationFrame(() => page.requestAnimationFrame(done));
    lookAway();
  });
}

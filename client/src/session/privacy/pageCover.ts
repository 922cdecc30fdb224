import { Scope } from '@beside/shared/lib/scope';
import { adoptCover, dropCover, privateSelector } from './coverSheet.ts';
import { createPatches } from './patches.ts';
import { watchRoots } from './watchRoots.ts';

/** Frames of before are still under way for so long, in ms. */
const lingersMs = 400;
/** So often it is looked for what has become private, and whether it is covered, in ms. */
const searchEveryMs = 250;

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
    const forced = new Set<HTMLElement>();
    scope.add(() => forced.forEach(unforce));
    const patches = createPatches(page);
    scope.add(() => patches.close());
    let found: Element[] = [];
    let frame = 0;
    /** What cannot be covered is not shown; the site's own trouble must not end the looking. */
    const guarded = (work: () => void): void => {
      try {
        work();
      } catch (failure) {
        onExposed(true);
        page.reportError(failure);
      }
    };
    const look = (): void => {
      frame = 0;
      guarded(() => {
        roots.look();
        patches.show(found);
      });
      // A loop of frames costs a page more than anything else here: it runs where there is need.
      if (found.length > 0 || roots.haveFrames) lookSoon();
    };
    const lookSoon = (): void => {
      frame ||= page.requestAnimationFrame(look);
    };
    const roots = watchRoots(page, { onRoot: adoptCover, onChange: lookSoon });
    scope.add(() => roots.all.forEach(dropCover));
    scope.add(() => roots.close());
    const search = (): void => {
      guarded(() => {
        roots.look();
        const before = found.length;
        found = [...roots.all].flatMap((root) => [...root.querySelectorAll(privateSelector)]);
        onExposed(found.filter((element) => !isCovered(element, forced)).length > 0);
        onCount?.(found.filter((element) => element.getClientRects().length > 0).length);
        if (before + found.length > 0 || roots.haveFrames) lookSoon();
      });
    };
    search();
    const timer = page.setInterval(search, searchEveryMs);
    scope.add(() => {
      page.clearInterval(timer);
      page.cancelAnimationFrame(frame);
    });
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

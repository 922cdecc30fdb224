import type { Clock } from '@beside/shared/lib/clock';
import { pageGraceMs } from '../../desk/times.ts';
import type { Page, Pages, PlacedPage } from '../../ports/pages.ts';

/** How long a node counts as living after its last sign of life; three may be lost. */
export const nodeLeaseMs = 15_000;
const signEveryMs = nodeLeaseMs / 4;

interface Parts {
  pages: Pages;
  clock: Clock;
  node: string;
  /** All pages that are here by this node's sockets. */
  own: () => PlacedPage[];
  /** A page has come back or is lost. */
  onMoved: (page: Page) => void;
}

/** What keeps a node among the living, and notices which ones are not (rule G2). */
export interface NodeLife {
  /** Has to come before the first page. */
  begin(): Promise<void>;
  /** Call it at least every second. */
  goOn(): Promise<void>;
  /** Whoever lives sees to the pages, at once. */
  end(): Promise<void>;
}

export function createNodeLife({ pages, clock, node, own, onMoved }: Parts): NodeLife {
  let signedAt = Number.NEGATIVE_INFINITY;

  return {
    async begin() {
      await pages.renewNode(node, clock.now(), clock.now() + nodeLeaseMs);
    },
    async goOn() {
      const now = clock.now();
      if (now - signedAt < signEveryMs) return;
      const hasLived = await pages.renewNode(node, now, now + nodeLeaseMs);
      signedAt = now;
      if (!hasLived) {
        // Held up for so long that others took its pages for lost; and they for theirs, maybe.
        for (const page of own()) {
          await pages.enter(page);
          onMoved(page);
        }
        return;
      }
      for (const page of await pages.takeLost(now, now + pageGraceMs)) onMoved(page);
    },
    end: () => pages.endNode(node),
  };
}

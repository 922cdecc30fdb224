import type { IncomingMessage } from 'node:http';
import type { AccountId, RequestId } from '@beside/shared/domain/ids';
import { originIsAllowed } from '@beside/shared/domain/embedOrigins';
import type { Storage } from '../ports.ts';

/** Whose pages may speak to this installation: its own, and the sites that carry a portal (rule P8). */
export interface Origins {
  /**
   * Whether it comes from a page of ours, or from no page: browsers always name a foreign origin,
   * and who names none is no browser, and carries no other site's cookie.
   */
  isOurs(request: IncomingMessage): boolean;
  /** Whether any portal of the installation lets this origin in. */
  isKnown(origin: string): Promise<boolean>;
  /** Whether this origin may carry the portal. */
  mayCarry(origin: string, slug: string): Promise<boolean>;
  /** Whether this origin may carry any portal of the account. */
  mayBeIn(origin: string, accountId: AccountId): Promise<boolean>;
  /** Whether this origin may carry the customer's conversation. */
  mayFollow(origin: string, of: { accountId: AccountId; requestId: RequestId }): Promise<boolean>;
}

/** So long a site that was added may have to wait; one that was removed is refused at once. */
const knownForMs = 5_000;

/** @param publicUrl the address that people type, where a proxy says another */
export function createOrigins(storage: Storage, publicUrl: string | undefined): Origins {
  const publicOrigin = publicUrl === undefined ? undefined : new URL(publicUrl).origin;
  // Asked before anybody is known: a flood of foreign pages costs one query now and then.
  let known: { patterns: Promise<string[]>; until: number } | undefined;

  const knownPatterns = (): Promise<string[]> => {
    const now = performance.now();
    if (!known || now >= known.until) {
      const patterns = storage.directory.embedOrigins();
      known = { patterns, until: now + knownForMs };
      patterns.catch(() => (known = undefined));
    }
    return known.patterns;
  };

  return {
    isOurs({ headers: { origin, host } }) {
      if (origin === undefined || origin === publicOrigin) return true;
      return URL.canParse(origin) && new URL(origin).host === host;
    },
    isKnown: async (origin) => originIsAllowed(await knownPatterns(), origin),
    async mayCarry(origin, slug) {
      const found = await storage.directory.portalBySlug(slug);
      return found !== undefined && originIsAllowed(found.portal.settings.embedOrigins, origin);
    },
    async mayBeIn(origin, accountId) {
      const portals = await storage.forAccount(accountId).portals();
      return portals.some(({ settings }) => originIsAllowed(settings.embedOrigins, origin));
    },
    async mayFollow(origin, { accountId, requestId }) {
      const account = storage.forAccount(accountId);
      const [row, portals] = await Promise.all([account.request(requestId), account.portals()]);
      const carrying = portals.filter(({ settings }) =>
        originIsAllowed(settings.embedOrigins, origin),
      );
      if (!row || carrying.length === 0) return false;
      if (carrying.some(({ id }) => id === row.request.portal.id)) return true;
      // Transferred to another portal, the conversation stays on the site where it began.
      return originOf(row.details.source.referrer) === origin;
    },
  };
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

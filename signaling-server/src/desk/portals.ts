import { isWithinHours, nextOpening } from '@beside/shared/domain/openingHours';
import { messageFields } from '@beside/shared/domain/portalForm';
import type { CompanyId } from '@beside/shared/domain/ids';
import { seesCompany } from '@beside/shared/domain/rights';
import { isAvailable, serves, type Worker } from '@beside/shared/domain/routing';
import type { Clock } from '@beside/shared/lib/clock';
import { CodedError } from '@beside/shared/protocol/errors';
import type { PortalView } from '@beside/shared/protocol/http';
import type { Account, Logo, Portal, Storage } from '../ports.ts';

/** A portal at this moment. */
export interface OpenedPortal {
  account: Account;
  portal: Portal;
  open: boolean;
  reopensAt: number | null;
  /** Its technicians who are available now. */
  available: Worker[];
}

export interface Portals {
  /** @throws CodedError('not-found') */
  find(slug: string): Promise<OpenedPortal>;
  /** What anybody may know. @throws CodedError('not-found') */
  view(slug: string): Promise<PortalView>;
  /** The logo of a portal's account, by its hash. @throws CodedError('not-found') */
  logo(slug: string, hash: string): Promise<Logo>;
}

/**
 * Whether somebody who comes now is served (rule P4): in web mode, where one of its technicians is
 * available; a line takes people in while nobody is free; a code has been given out by somebody.
 */
function isOpen({ mode, settings: { hours } }: Portal, available: Worker[], now: number): boolean {
  if (mode === 'phone') return true;
  if (hours && !isWithinHours(hours, now)) return false;
  return mode === 'queue' || available.length > 0;
}

/**
 * Whether somebody may be given what comes by this portal (rule T12). Where customers are asked for
 * their company, that is seen when they have said it; who is picked is picked, whatever the company.
 *
 * @param companyId the portal's own, `undefined` where there is none of that name yet
 */
function mayServe(
  { id, companies }: Worker,
  portal: Portal,
  companyId: CompanyId | undefined,
): boolean {
  const { fixedCompany, company } = portal.settings.fields;
  if (!serves(id, portal)) return false;
  if (fixedCompany !== null) return seesCompany(companies, companyId);
  return portal.type === 'smart-match' || company !== 'off' || seesCompany(companies, null);
}

export function createPortals(storage: Storage, clock: Clock): Portals {
  const find = async (slug: string): Promise<OpenedPortal> => {
    const found = await storage.directory.portalBySlug(slug);
    if (!found) throw new CodedError('not-found');
    const { account, portal } = found;
    const now = clock.now();
    const { hours, fields } = portal.settings;
    const own = storage.forAccount(account.id);
    const companyId =
      fields.fixedCompany === null ? undefined : await own.companyNamed(fields.fixedCompany);
    const workers = await own.workers(now);
    const available = workers.filter(
      (worker) => isAvailable(worker) && mayServe(worker, portal, companyId),
    );
    return {
      account,
      portal,
      open: isOpen(portal, available, now),
      reopensAt: hours && !isWithinHours(hours, now) ? nextOpening(hours, now) : null,
      available,
    };
  };

  return {
    find,
    async logo(slug, hash) {
      const found = await storage.directory.portalBySlug(slug);
      const logo = found && (await storage.forAccount(found.account.id).logo(hash));
      if (!logo) throw new CodedError('not-found');
      return logo;
    },
    async view(slug) {
      const { account, portal, open, reopensAt, available } = await find(slug);
      const logoHash = await storage.forAccount(account.id).logoHash();
      return {
        slug: portal.slug,
        name: portal.name,
        accountName: account.name,
        greeting: portal.greeting,
        colour: portal.settings.colour ?? account.colour,
        logo: logoHash ? `/api/v1/portals/${portal.slug}/logo/${logoHash}` : null,
        type: portal.type,
        mode: portal.mode,
        fields: open ? portal.settings.fields : messageFields(portal.settings.fields),
        open,
        reopensAt,
        technicians:
          portal.type === 'smart-match' && open
            ? available.map(({ id, name }) => ({ id, name }))
            : [],
      };
    },
  };
}

import { sql, type RawBuilder } from 'kysely';
import type { ReportGroup } from '@beside/shared/protocol/admin/reports';
import type { Prepared } from './scope.ts';

/** By what the sessions of a span of time are summed up, each by itself. */
export const cutNames = ['all', 'portal', 'technician', 'company', 'facts'] as const;
export type CutName = (typeof cutNames)[number];

interface Cut {
  /** How long the spans are; all begin with the epoch. */
  spanMs: number;
  /** To which part a row of `session_reports s` belongs; empty: to none. */
  part: RawBuilder<string>;
}

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;

/** What reports filter by, and not what they measure; see `facts.ts`. */
const filteredFacts = 511;

/** Hours where there is one part: a chart has many ends, and what is beside an end is read by itself. */
export const cuts: Record<CutName, Cut> = {
  all: { spanMs: hourMs, part: sql`''` },
  portal: { spanMs: dayMs, part: sql`s.portal_id` },
  technician: { spanMs: dayMs, part: sql`coalesce(s.technician_id, '')` },
  company: { spanMs: dayMs, part: sql`coalesce(s.company_id, '')` },
  facts: { spanMs: dayMs, part: sql`cast(s.facts & ${sql.lit(filteredFacts)} as text)` },
};

/** Sums that answer a question. */
export interface Wanted {
  cut: CutName;
  /** Those that are meant; absent: all. */
  parts?: readonly string[];
}

/** Which sums answer what is asked; `undefined` where only the sessions do. */
export function findCut(
  { scope: { filter, companies }, known, facts, search }: Prepared,
  group?: ReportGroup,
): Wanted | undefined {
  const { portal, technician, company } = filter;
  if (search) return undefined;
  const wanted: Required<Wanted>[] = [];
  if (portal !== undefined) wanted.push({ cut: 'portal', parts: [portal] });
  if (technician !== undefined) wanted.push({ cut: 'technician', parts: [technician] });
  if (company !== undefined || companies !== 'all') {
    const of = company === 'none' ? '' : company;
    const granted = of === undefined ? [] : [of];
    const parts =
      companies === 'all'
        ? granted
        : companies.filter((id) => of === undefined || id === of).map(String);
    wanted.push({ cut: 'company', parts });
  }
  if (facts.length < known.length) {
    const parts = new Set(facts.map((one) => String(one & filteredFacts)));
    wanted.push({ cut: 'facts', parts: [...parts] });
  }
  const [only] = wanted;
  if (!only) return { cut: group ?? 'all' };
  const isOne = wanted.length === 1 && (group === undefined || group === only.cut);
  return isOne && only.parts.length > 0 ? only : undefined;
}

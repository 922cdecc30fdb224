import type { Faults } from '../../e2e/support/hand/faults.ts';
import { writeFigures } from '../figures.ts';
import { percentile } from '../statistics.ts';
import { kinds, type Delays, type PaceName } from './delay.ts';
import type { Grants } from './grants.ts';
import type { Name, Way } from './sessions.ts';

export type DelaysOf = Record<Way, Record<Name, Delays>>;

interface Found {
  delays: Record<PaceName, DelaysOf>;
  /** From the customer's pressing the button to the last effect. */
  revokes: Record<Way, number[]>;
  losses: Record<string, Faults>;
  grants: Grants;
}

/** Prints what was found beside what was wanted, and writes `.bench/hand.json`. */
export async function report({ delays, revokes, losses, grants }: Found): Promise<void> {
  const rows = (Object.keys(delays) as PaceName[]).flatMap((pace) =>
    (['direct', 'relay'] as const).flatMap((way) =>
      [...kinds, 'all' as const].map((kind) => ({
        ...{ pace, way, kind },
        ...compare(delays[pace][way], kind),
      })),
    ),
  );
  console.log('From the technician’s event to its effect on the customer’s page, ms');
  console.log('seen: the bare channel where the picture shows what the hand does');
  console.log('busy: 50 strokes a second, which nobody does; person: 14, a hand in a hurry');
  console.table(
    Object.fromEntries(
      rows.map(({ pace, way, kind, ...row }) => [`${pace}, ${way}: ${kind}`, row]),
    ),
  );
  console.log('Keys and clicks; wanted: none lost, doubled or reordered');
  console.table(losses);
  console.log('From “Take back control” to the last effect; wanted: 100 ms at the most');
  console.table(
    Object.fromEntries(
      Object.entries(revokes).map(([way, values]) => [
        way,
        { times: values.length, 'longest, ms': rounded(Math.max(...values)) },
      ]),
    ),
  );
  console.log('Random sequences around a grant; wanted: nothing without one in force');
  console.table([grants]);
  console.log('Where the pointer lies, to the pixel: tests/e2e/drawing.test.ts, [S10]');
  await writeFigures('hand', { rows, revokes, losses, grants });
}

function compare({ floor, seen, product }: Record<Name, Delays>, kind: keyof Delays | 'all') {
  const of = (delays: Delays): number[] =>
    kind === 'all' ? Object.values(delays).flat() : delays[kind];
  const at = (delays: Delays, share: number): number => percentile(of(delays), share);
  return {
    'floor p50': rounded(at(floor, 0.5)),
    'seen p50': rounded(at(seen, 0.5)),
    'product p50': rounded(at(product, 0.5)),
    'floor p99': rounded(at(floor, 0.99)),
    'seen p99': rounded(at(seen, 0.99)),
    'product p99': rounded(at(product, 0.99)),
    'more at p99; wanted: 4': rounded(at(product, 0.99) - at(floor, 0.99)),
    'more than seen': rounded(at(product, 0.99) - at(seen, 0.99)),
    times: [floor, seen, product].map((delays) => of(delays).length).join(', '),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(1));
}

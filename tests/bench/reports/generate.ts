import { createTenant } from '../../contract/storage/builders.ts';
import type { AccountId } from '@beside/shared/domain/ids';
import type { Storage } from '@beside/signaling-server/ports';

/** How the two databases say the same. */
export interface Dialect {
  /** Rows with `g` from 1 to `count`, to stand after `from`; `head` goes before the statement. */
  series(count: number): { head: string; from: string };
  /** Twelve hexadecimal digits of a number. */
  hex(expression: string): string;
  /** What the database does by itself in the long run; SQLite does nothing. */
  settle?: string;
}

export const sqliteDialect: Dialect = {
  series: (count) => ({
    head: `with recursive series(g) as (select 1 union all select g + 1 from series where g < ${count})`,
    from: 'series',
  }),
  hex: (expression) => `printf('%012x', ${expression})`,
};

export const postgresDialect: Dialect = {
  series: (count) => ({ head: '', from: `generate_series(1::bigint, ${count}) as series(g)` }),
  hex: (expression) => `lpad(to_hex(${expression}), 12, '0')`,
  settle: 'vacuum analyze',
};

const counts = { technicians: 40, portals: 10, companies: 25 };
export const yearMs = 365 * 24 * 60 * 60_000;
/** The sessions are spread evenly over two years. */
export const periodMs = 2 * yearMs;

/** The same number for the same row, another one for each `salt`, below `below`. */
function random(salt: number, below: number): string {
  const factors = [
    2654435761, 2246822519, 3266489917, 668265263, 374761393, 1597334677, 3812015801,
  ];
  return `(((g * ${factors[salt % factors.length]!} + ${salt * 7919}) % 4294967291) % ${below})`;
}

const idOf = (dialect: Dialect, prefix: string, number: string): string =>
  `'${prefix}-0000-7000-8000-' || ${dialect.hex(number)}`;

/** What was generated, as it can be written down. */
export interface Made {
  accountId: AccountId;
  sessions: number;
  endsAt: number;
}

export interface Generated extends Made {
  technician: (at: number) => string;
  portal: (at: number) => string;
  company: (at: number) => string;
  session: (at: number) => string;
}

/**
 * Fills an empty database with sessions as a busy account has them: most served, some not, a third
 * rated, two fifths shared, waits and handling with long tails.
 */
export async function generate(
  storage: Storage,
  execute: (sql: string) => Promise<void>,
  dialect: Dialect,
  sessions: number,
): Promise<Made> {
  const tenant = await createTenant(storage);
  const account = `'${tenant.account.id}'`;
  const endsAt = Date.now();
  const all = (count: number, statement: (g: string) => string): Promise<void> => {
    const { head, from } = dialect.series(count);
    return execute(`${statement(head)} from ${from} where true`);
  };
  await all(
    counts.technicians,
    (head) => `
    insert into users (id, account_id, email, email_key, name, role, password_hash) ${head}
    select ${idOf(dialect, '03000000', 'g')}, ${account}, 'u' || g || '@x.test', 'u' || g || '@x.test',
      'Technician ' || g, 'technician', 'none'`,
  );
  await all(
    counts.portals,
    (head) => `
    insert into portals (id, account_id, slug, name, greeting) ${head}
    select ${idOf(dialect, '04000000', 'g')}, ${account}, 'bench-' || g, 'Portal ' || g, 'Hello'`,
  );
  await all(
    counts.companies,
    (head) => `
    insert into companies (id, account_id, name, name_key) ${head}
    select ${idOf(dialect, '05000000', 'g')}, ${account}, 'Company ' || g, 'company ' || g`,
  );

  const id = idOf(dialect, '01900000', 'g');
  const createdAt = `${endsAt - periodMs} + (g * ${periodMs}) / ${sessions + 1}`;
  const portal = idOf(dialect, '04000000', `1 + ${random(0, counts.portals)}`);
  const company = `case when ${random(1, 10)} < 8 then ${idOf(dialect, '05000000', `1 + ${random(2, counts.companies)}`)} end`;
  const isServed = `${random(3, 100)} < 86`;
  const technician = `case when ${isServed} then ${idOf(dialect, '03000000', `1 + ${random(4, counts.technicians)}`)} end`;
  const outcome = `case when ${isServed} then case when ${random(5, 100)} < 78 then 'resolved'
    when ${random(5, 100)} < 92 then 'unresolved' else 'unknown' end end`;
  const live = `{"share":{"phase":"off"},"control":{"phase":"none"},"show":{"phase":"off"},"voice":{"customer":{"phase":"off"},"technician":{"phase":"off"}}}`;
  const source = `{"userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36","language":"en-GB","timeZone":"Europe/London","screenWidth":1920,"screenHeight":1080,"referrer":"https://www.example.test/support/contact","address":"198.51.100.7"}`;
  const question = `'The printer on floor ' || ${random(6, 40)} || ' prints only stripes since the update, and the driver says error ' || g`;
  await all(
    sessions,
    (head) => `
    insert into requests (id, account_id, portal_id, phase, version, created_at, phase_since,
      assignee_id, customer_name, customer_email, question, last_seq, token_hash, outcome, notes, live,
      source, queued_at, email_key, phone_key, search_text, company_id) ${head}
    select ${id}, ${account}, ${portal}, case when ${isServed} then 'closed' else 'abandoned' end, 7,
      ${createdAt}, ${createdAt} + 900000, ${technician}, 'Customer ' || (g % 90000),
      'c' || (g % 90000) || '@example.test', ${question}, 9, 'token-' || g, ${outcome}, '', '${live}',
      '${source}', ${createdAt}, 'c' || (g % 90000) || '@example.test', '',
      lower('customer ' || (g % 90000) || ' c' || (g % 90000) || '@example.test ' || ${question}),
      ${company}`,
  );
  const tail = (salt: number, longest: number): string =>
    `(${random(salt, 1000)} * (${random(salt, 1000)}) * ${longest}) / 1000000`;
  await all(
    sessions,
    (head) => `
    insert into session_reports (request_id, account_id, created_at, portal_id, company_id,
      technician_id, state, taken, outcome, rating, waiting_ms, answer_ms, handling_ms, sharing_ms,
      way) ${head}
    select ${id}, ${account}, ${createdAt}, ${portal}, ${company}, ${technician},
      case when ${isServed} then 'served' when ${random(3, 100)} < 96 then 'unserved' else 'message' end,
      case when ${isServed} then 1 else 0 end, ${outcome},
      case when ${isServed} and ${random(2, 10)} < 3 then 5 - ${random(6, 1000)} * (${random(6, 1000)}) / 250000 end,
      case when ${random(3, 100)} < 96 then ${tail(4, 900_000)} end,
      case when ${isServed} then ${tail(4, 900_000)} + ${random(5, 60_000)} end,
      case when ${isServed} then 30000 + ${tail(5, 5_400_000)} end,
      case when ${isServed} and ${random(0, 10)} < 4 then 10000 + ${tail(6, 2_400_000)} end,
      case when ${isServed} and ${random(0, 10)} < 4 then
        case when ${random(1, 10)} < 8 then 'direct' when ${random(1, 10)} < 9 then 'relay' else 'both' end
      else 'none' end`,
  );
  return { accountId: tenant.account.id, sessions, endsAt };
}

/** Who and what there is among the sessions; `at` goes round. */
export function describeGenerated(made: Made): Generated {
  const number =
    (prefix: string, count: number) =>
    (at: number): string =>
      `${prefix}-0000-7000-8000-${((at % count) + 1).toString(16).padStart(12, '0')}`;
  return {
    ...made,
    technician: number('03000000', counts.technicians),
    portal: number('04000000', counts.portals),
    company: number('05000000', counts.companies),
    session: number('01900000', made.sessions),
  };
}

import type { RequestId } from '@beside/shared/domain/ids';
import { openRequest } from './people.ts';
import { writeBehind } from './writeBehind.ts';

interface Poured {
  /** The one that the others are copies of. */
  requestId: RequestId;
  from: number;
  to: number;
}

/**
 * So many sessions in the reports, behind the installation's back: all said the same, served or not,
 * and rated or not, in turn.
 *
 * @param from when the first of them begins; each third one begins a step later
 */
export async function pourSessions(
  installation: { url: string; dataDir: string },
  count: number,
  { from = 1000, stepMs = 1, name = 'Carla Customer', question = 'Why?' } = {},
): Promise<Poured> {
  const { requestId } = await openRequest(installation.url, { name, question });
  return writeBehind(installation, (database) => {
    const copy = (table: string, key: string, changed: Record<string, string>): void => {
      const columns = database
        .prepare(`pragma table_info(${table})`)
        .all()
        .map((row) => String(row['name']));
      database.exec(`
        with recursive series(g) as (select 1 union all select g + 1 from series where g < ${count})
        insert into ${table} (${columns.join()})
        select ${columns.map((column) => changed[column] ?? `t.${column}`).join()}
        from series, ${table} t where t.${key} = '${requestId}'`);
    };
    const id = `'01900000-0000-7000-8000-' || printf('%012x', g)`;
    const createdAt = `${from} + (g / 3) * ${stepMs}`;
    copy('requests', 'id', { id, created_at: createdAt, token_hash: `'poured ' || g` });
    copy('session_reports', 'request_id', {
      request_id: id,
      created_at: createdAt,
      state: `case when g % 5 = 0 then 'unserved' else 'served' end`,
      taken: 'g % 5 > 0',
      technician_id: `case when g % 5 > 0 then (select id from users where role = 'technician' limit 1) end`,
      outcome: `case g % 5 when 0 then null when 1 then 'unresolved' else 'resolved' end`,
      waiting_ms: '(g % 7) * 9000',
      answer_ms: 'case when g % 5 > 0 then (g % 11) * 15000 end',
      handling_ms: 'case when g % 5 > 0 then (g % 13) * 95000 end',
      sharing_ms: 'case when g % 3 = 0 then (g % 13) * 40000 + 1 end',
      rating: 'case when g % 4 = 0 then 1 + g % 5 end',
      way: `case when g % 3 = 0 then case when g % 2 = 0 then 'direct' else 'relay' end else 'none' end`,
    });
    return { requestId, from, to: from + (count / 3 + 1) * stepMs };
  });
}

import { auditActs } from '@beside/shared/domain/audit';
import { userIdSchema, uuidSchema } from '@beside/shared/domain/ids';
import type { AdminInput } from '@beside/shared/protocol/admin';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { startOf } from '../reports/period.ts';

const names = ['by', 'act', 'from', 'until', 'subject'] as const;
export type AuditValues = Record<(typeof names)[number], string>;

/** What is looked for in the log; it stands in the address, to be kept and to be gone back to. */
export function useAuditQuery(): {
  query: AdminInput<'audit/list'>;
  values: AuditValues;
  change: (next: Partial<AuditValues>) => void;
} {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(
    names.map((name) => [name, params.get(name) ?? '']),
  ) as AuditValues;
  const change = useCallback(
    (next: Partial<AuditValues>) =>
      setParams(
        (now) => {
          const after = new URLSearchParams(now);
          for (const [name, value] of Object.entries(next)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          after.delete('before');
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { query: queryOf(values, params.get('before')), values, change };
}

/** What does not fit yet, since it is being typed, is not asked for. */
function queryOf(values: AuditValues, before: string | null): AdminInput<'audit/list'> {
  const by = values.by === 'nobody' ? 'nobody' : userIdSchema.safeParse(values.by).data;
  const act = auditActs.find((one) => one === values.act);
  const subject = uuidSchema.safeParse(values.subject).data;
  const from = startOf(values.from);
  const to = startOf(values.until, 1);
  const page = Number(before ?? 0);
  return {
    ...(by && { by }),
    ...(act && { act }),
    ...(subject && { subject }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(Number.isSafeInteger(page) && page > 0 && { before: page }),
  };
}

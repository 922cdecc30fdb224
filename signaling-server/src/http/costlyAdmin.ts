import type { AdminName } from '@beside/shared/protocol/admin';
import type { Limits } from '../limits/createLimits.ts';
import type { User } from '../ports.ts';

type Take = (
  limits: Limits,
  user: User,
  input: { text?: string; confirm?: boolean },
) => Promise<unknown>;

const search: Take = (limits, { id }) => limits.take('searches-by-token', id);
const webhook: Take = (limits, { accountId }) => limits.take('webhook-tries-by-account', accountId);

/** What costs more than its question: mails, calls to other systems, walks through whole tables. */
const costs: Partial<Record<AdminName, Take>> = {
  'users/invite': (limits, { accountId }) => limits.take('invitations-by-account', accountId),
  'users/import': async (limits, { accountId }, { text = '', confirm = false }) => {
    const rows = text.split('\n').length;
    if (confirm) await limits.take('invitations-by-account', accountId, rows);
  },
  'webhooks/test': webhook,
  'webhooks/resend': webhook,
  'audit/verify': (limits, { id }) => limits.take('exports-by-token', id),
  'customers/find': search,
  'reports/sessions': search,
  'reports/summary': search,
  'reports/groups': search,
};

/** @throws CodedError('rate-limited', 'too-fast') */
export async function takeForAdmin(
  limits: Limits,
  name: AdminName,
  user: User,
  input: unknown,
): Promise<void> {
  await costs[name]?.(limits, user, input as object);
}

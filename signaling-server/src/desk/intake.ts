import type { RequestId, UserId } from '@beside/shared/domain/ids';
import { fillForm, messageFields } from '@beside/shared/domain/portalForm';
import type { SupportRequest } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import type { OpenedRequest, openRequestSchema } from '@beside/shared/protocol/http';
import type * as z from 'zod';
import { hashToken } from '../identity/tokens.ts';
import type { DeskParts } from './change.ts';
import type { Codes } from './codes.ts';
import { companyOf, insertNewRequest, newRequest } from './newRequest.ts';
import type { OpenedPortal, Portals } from './portals.ts';
import { customerLeaseMs } from './times.ts';

/** Where requests come from: the portals. */
export interface Intake {
  /**
   * Opens a request, once for its id and secret. On a portal that is closed it is a message that
   * was left (rule P4).
   *
   * @param address IP address of the customer, for the record of rule P6
   * @throws CodedError 'bad-request' with the field that does not fit, 'not-found' (with
   * 'wrong-code' for every code that opens nothing), 'conflict'
   */
  open(
    slug: string,
    form: z.output<typeof openRequestSchema>,
    address: string,
  ): Promise<OpenedRequest>;
}

export function createIntake(
  { storage, publisher, clock, onChanged }: DeskParts,
  portals: Portals,
  codes: Codes,
): Intake {
  return {
    async open(slug, sent, address) {
      const found = await portals.find(slug);
      const { account, portal, open } = found;
      const { fields } = portal.settings;
      // A message that was begun while it was closed is not lost where it has opened meanwhile.
      const isMessage = !open || sent.question !== '';
      const filled = fillForm(isMessage ? messageFields(fields) : fields, sent);
      if (!filled.ok) throw CodedError.wrongField(filled.field);
      const { form } = filled;
      const source = { ...sent.source, address };
      if (portal.type === 'smart-pin') {
        if (sent.code === undefined) throw CodedError.wrongField('code');
        return codes.join({ ...sent, code: sent.code, form, source, portal });
      }

      const tokenHash = hashToken(sent.secret);
      const opened: OpenedRequest = { requestId: sent.id as RequestId, token: sent.secret };
      const known = await storage.directory.requestByToken(tokenHash);
      if (known?.requestId === opened.requestId) return opened;

      const now = clock.now();
      const beginning = {
        id: opened.requestId,
        portal,
        form,
        source,
        phase: open ? ('waiting' as const) : ('message-left' as const),
        assignee: null,
        wanted: pickedFrom(found, sent.technician),
      };
      // Who has just sent the form is there, before there is a socket to show it.
      await storage.presence.renew([
        {
          accountId: account.id,
          party: 'customer',
          subject: opened.requestId,
          endpoint: 'form',
          node: 'form',
          expiresAt: now + customerLeaseMs,
        },
      ]);
      const after = await storage.forAccount(account.id).transaction(async (transaction) => {
        const companyId = await companyOf(transaction, portal, form);
        const row = newRequest({ ...beginning, companyId }, now);
        return insertNewRequest(transaction, row, tokenHash, now);
      });
      publisher.requestChanged(account.id, after.request);
      onChanged(account.id, undefined, after);
      return opened;
    },
  };
}

/** @throws CodedError 'bad-request', 'conflict' where the one who was picked is not there any more */
function pickedFrom(
  { portal, open, available }: OpenedPortal,
  picked: UserId | undefined,
): SupportRequest['wanted'] {
  if (portal.type !== 'smart-match' || !open) return null;
  if (picked === undefined) throw CodedError.wrongField('technician');
  const technician = available.find(({ id }) => id === picked);
  if (!technician) throw new CodedError('conflict', 'technician-not-available');
  return { id: technician.id, name: technician.name };
}

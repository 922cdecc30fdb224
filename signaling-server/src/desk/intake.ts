import { v7 as uuidV7 } from 'uuid';
import type { RequestId } from '@beside/shared/domain/ids';
import { idleLiveState, type SupportRequest } from '@beside/shared/domain/request';
import { CodedError } from '@beside/shared/protocol/errors';
import type { OpenedRequest, openRequestSchema, PortalView } from '@beside/shared/protocol/http';
import type * as z from 'zod';
import { hashToken } from '../identity/tokens.ts';
import { newEvent, type DeskParts } from './change.ts';

/** Where requests come from: the portals. */
export interface Intake {
  /** @throws CodedError('not-found') */
  portal(slug: string): Promise<PortalView>;
  /**
   * Opens a request, once for its id and secret.
   *
   * @param address IP address of the customer, for the record of rule P6
   */
  open(
    slug: string,
    form: z.output<typeof openRequestSchema>,
    address: string,
  ): Promise<OpenedRequest>;
}

export function createIntake({ storage, publisher, clock }: DeskParts): Intake {
  return {
    async portal(slug) {
      const found = await storage.directory.portalBySlug(slug);
      if (!found) throw new CodedError('not-found');
      const { account, portal } = found;
      return {
        slug: portal.slug,
        name: portal.name,
        accountName: account.name,
        greeting: portal.greeting,
        colour: account.colour,
      };
    },

    async open(slug, form, address) {
      const found = await storage.directory.portalBySlug(slug);
      if (!found) throw new CodedError('not-found');
      const tokenHash = hashToken(form.secret);
      const opened: OpenedRequest = { requestId: form.id as RequestId, token: form.secret };
      const known = await storage.directory.requestByToken(tokenHash);
      if (known?.requestId === opened.requestId) return opened;

      const now = clock.now();
      const request: SupportRequest = {
        id: opened.requestId,
        version: 1,
        phase: 'waiting',
        portal: { id: found.portal.id, slug: found.portal.slug, name: found.portal.name },
        customer: { name: form.name, email: form.email === '' ? null : form.email },
        question: form.question,
        assignee: null,
        createdAt: now,
        phaseSince: now,
        lastSeq: 0,
        live: idleLiveState,
        outcome: null,
      };
      const details = { source: { ...form.source, address }, notes: '' };
      const lastSeq = await storage
        .forAccount(found.account.id)
        .transaction(async (transaction) => {
          await transaction.insertRequest({ request, details }, tokenHash);
          await transaction.append(request.id, newEvent({ code: 'opened' }, now));
          const question = await transaction.append(request.id, {
            kind: 'message',
            id: uuidV7() as Parameters<typeof transaction.entry>[1],
            at: now,
            from: { party: 'customer', id: null, name: form.name },
            text: form.question,
          });
          return question.seq;
        });
      publisher.requestChanged(found.account.id, { ...request, lastSeq });
      return opened;
    },
  };
}

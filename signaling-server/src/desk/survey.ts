import type { RequestId } from '@beside/shared/domain/ids';
import type { Survey } from '@beside/shared/domain/request';
import { surveyIsOpen, type Rating } from '@beside/shared/domain/survey';
import { CodedError } from '@beside/shared/protocol/errors';
import type { StoredRequest } from '../ports.ts';
import { findSeen, type Actor } from './actor.ts';
import type { Changer, DeskParts } from './change.ts';

type Customer = Extract<Actor, { party: 'customer' }>;

export interface Surveys {
  /**
   * Stores what the customer says, in place of what they said before.
   *
   * @throws CodedError 'not-found'; 'conflict' where it is not asked, too early or too late
   */
  send(customer: Customer, id: RequestId, said: { rating: Rating; words: string }): Promise<Survey>;
  /** Whether the request's portal asks, and what was said. */
  of(row: StoredRequest): Promise<{ asked: boolean; given: Survey | null }>;
}

interface Parts extends Pick<DeskParts, 'storage' | 'publisher'> {
  change: Changer;
}

export function createSurveys({ storage, publisher, change }: Parts): Surveys {
  const isAsked = async ({ request }: StoredRequest): Promise<boolean> => {
    const found = await storage.directory.portalBySlug(request.portal.slug);
    return found?.portal.settings.survey !== false;
  };

  return {
    async send(customer, id, { rating, words }) {
      const row = await findSeen(storage, customer, id);
      if (!(await isAsked(row))) throw new CodedError('conflict', 'phase-forbids');
      let survey: Survey | undefined;
      await change(customer, id, ({ request, routing }, now) => {
        if (!surveyIsOpen(request.phase, routing.endedAt, now)) {
          throw new CodedError('conflict', 'phase-forbids');
        }
        survey = { rating, words, at: now };
        return { survey, events: [] };
      });
      if (!survey) throw new CodedError('internal');
      publisher.surveySent({ requestId: id, survey });
      return survey;
    },

    of: async (row) => ({ asked: await isAsked(row), given: row.details.survey ?? null }),
  };
}

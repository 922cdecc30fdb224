import type { SupportRequest } from '@beside/shared/domain/request';
import type { RestRequest } from '@beside/shared/protocol/rest/requests';

/** RFC 3339, in UTC. */
export const momentOf = (at: number): string => new Date(at).toISOString();

/** A request as programs are told: by the API, and by webhooks. */
export function requestFacts(request: SupportRequest): RestRequest {
  const { id, version, phase, portal, customer, question, assignee, outcome } = request;
  return {
    ...{ id, version, phase, question, assignee, outcome },
    portal: { id: portal.id, slug: portal.slug, name: portal.name },
    customer: {
      name: customer.name,
      email: customer.email,
      phone: customer.phone ?? null,
      company: customer.company ?? null,
    },
    company: request.companyId ?? null,
    answers: request.answers ?? [],
    createdAt: momentOf(request.createdAt),
    phaseSince: momentOf(request.phaseSince),
  };
}

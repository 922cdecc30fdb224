import type { Insertable, Selectable } from 'kysely';
import {
  requestDetailsSchema,
  supportRequestSchema,
  type Member,
  type SupportRequest,
} from '@beside/shared/domain/request';
import { emailKey, phoneKey } from '@beside/shared/domain/contact';
import type { StoredRequest } from '../../ports.ts';
import type { Schema } from '../schema.ts';
import { parseJson, readStored, storableText } from './json.ts';
import { toPassed } from './lines.ts';

/** A row with the names that its ids stand for. */
export type RequestRow = Selectable<Schema['requests']> & {
  portal_slug: string;
  portal_name: string;
  portal_type: string;
  assignee_name: string | null;
  offered_name: string | null;
  wanted_name: string | null;
};

type ChangingColumns = Omit<
  Insertable<Schema['requests']>,
  'id' | 'account_id' | 'created_at' | 'last_seq' | 'token_hash'
>;

export function toColumns({ request, details, routing }: StoredRequest): ChangingColumns {
  const { customer, offer } = request;
  const text = (value: string | null | undefined) => (value ? storableText(value) : null);
  return {
    portal_id: request.portal.id,
    phase: request.phase,
    version: request.version,
    phase_since: request.phaseSince,
    assignee_id: request.assignee?.id ?? null,
    customer_name: storableText(customer.name),
    customer_email: customer.email === null ? null : storableText(customer.email),
    question: storableText(request.question),
    outcome: request.outcome,
    notes: storableText(details.notes),
    live: JSON.stringify(request.live),
    source: JSON.stringify(details.source),
    company: text(customer.company),
    phone: text(customer.phone),
    answers: request.answers?.length ? JSON.stringify(request.answers) : null,
    queued_at: request.queuedAt ?? request.createdAt,
    offered_to: offer?.to.id ?? null,
    offer: offer ? JSON.stringify({ by: offer.by, until: offer.until }) : null,
    wanted_id: request.wanted?.id ?? null,
    passed: routing.passed.length > 0 ? JSON.stringify(routing.passed) : null,
    alert_until: routing.alertUntil,
    assigned_at: routing.assignedAt,
    ended_at: routing.endedAt,
    unseen: request.team?.unseen ?? 0,
    company_id: request.companyId ?? null,
    email_key: storableText(emailKey(customer.email)),
    phone_key: storableText(phoneKey(customer.phone)),
    survey: details.survey ? JSON.stringify(details.survey) : null,
    search_text: searchable(
      [customer.name, customer.email, customer.company, customer.phone, request.question]
        .filter(Boolean)
        .join('\n'),
    ),
  };
}

/** As it is searched for: SQLite's own `lower` knows ASCII only. */
export function searchable(text: string): string {
  return storableText(text).toLowerCase();
}

/** Absent where there has never been a team, as of most requests. */
export function withTeam(
  request: SupportRequest,
  { unseen }: RequestRow,
  members: Member[] | undefined,
): SupportRequest {
  if (!members && unseen === 0) return request;
  return { ...request, team: { members: members ?? [], unseen } };
}

export function toStoredRequest(row: RequestRow): StoredRequest {
  return {
    request: toSupportRequest(row),
    details: readStored(requestDetailsSchema, {
      source: parseJson(row.source),
      notes: row.notes,
      ...(row.survey !== null && { survey: parseJson(row.survey) }),
    }),
    routing: {
      passed: toPassed(row.passed),
      alertUntil: row.alert_until,
      assignedAt: row.assigned_at,
      endedAt: row.ended_at,
    },
  };
}

export function toSupportRequest(row: RequestRow): SupportRequest {
  return readStored(supportRequestSchema, {
    id: row.id,
    version: row.version,
    phase: row.phase,
    portal: {
      id: row.portal_id,
      slug: row.portal_slug,
      name: row.portal_name,
      type: row.portal_type,
    },
    customer: {
      name: row.customer_name,
      email: row.customer_email,
      company: row.company,
      phone: row.phone,
    },
    companyId: row.company_id,
    question: row.question,
    answers: row.answers === null ? [] : parseJson(row.answers),
    assignee: person(row.assignee_id, row.assignee_name),
    wanted: person(row.wanted_id, row.wanted_name),
    offer:
      row.offer === null
        ? null
        : { ...(parseJson(row.offer) as object), to: person(row.offered_to, row.offered_name) },
    createdAt: row.created_at,
    queuedAt: row.queued_at,
    phaseSince: row.phase_since,
    lastSeq: row.last_seq,
    live: parseJson(row.live),
    outcome: row.outcome,
  });
}

function person(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}

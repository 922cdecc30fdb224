import { v7 as uuidV7 } from 'uuid';
import type { CompanyId, MessageId, RequestId } from '@beside/shared/domain/ids';
import type { FilledForm } from '@beside/shared/domain/portalForm';
import {
  idleLiveState,
  type Source,
  type SupportRequest,
  type SystemEvent,
} from '@beside/shared/domain/request';
import type { AccountTransaction, Portal, StoredRequest } from '../ports.ts';
import { newEvent } from './change.ts';
import { consequencesOf, writeConsequences } from './consequences.ts';

interface Beginning {
  id: RequestId;
  portal: Portal;
  form: FilledForm;
  source: Source & { address: string };
  phase: SupportRequest['phase'];
  assignee: SupportRequest['assignee'];
  wanted: SupportRequest['wanted'];
  companyId: CompanyId | null;
}

/**
 * Whose customer somebody is (rule T12): the portal's own company, made where it is not there yet;
 * or the company that was typed, if there is one of that name. What customers type makes none.
 */
export async function companyOf(
  transaction: Pick<AccountTransaction, 'companyNamed' | 'ensureCompany'>,
  { settings: { fields } }: Portal,
  { company }: FilledForm,
): Promise<CompanyId | null> {
  const found =
    fields.fixedCompany === null
      ? await transaction.companyNamed(company)
      : await transaction.ensureCompany(fields.fixedCompany);
  return found ?? null;
}

/** A request as it begins. */
export function newRequest(beginning: Beginning, now: number): StoredRequest {
  const { id, portal, form, source, phase, assignee, wanted, companyId } = beginning;
  return {
    request: {
      id,
      version: 1,
      phase,
      portal: { id: portal.id, slug: portal.slug, name: portal.name, type: portal.type },
      customer: {
        name: form.name,
        email: form.email || null,
        company: (portal.settings.fields.fixedCompany ?? form.company) || null,
        phone: form.phone || null,
      },
      companyId,
      question: form.question,
      answers: form.answers,
      assignee,
      wanted,
      offer: null,
      createdAt: now,
      queuedAt: now,
      phaseSince: now,
      lastSeq: 0,
      live: idleLiveState,
      outcome: null,
    },
    details: { source, notes: '' },
    routing: { passed: [], alertUntil: null, assignedAt: null, endedAt: null },
  };
}

/** Stores it with the first lines of its chat and what follows. @returns the row as it is stored */
export async function insertNewRequest(
  transaction: AccountTransaction,
  row: StoredRequest,
  tokenHash: string,
  now: number,
): Promise<StoredRequest> {
  const consequences = consequencesOf(undefined, row, now);
  const { id, question, customer, assignee } = row.request;
  await transaction.insertRequest(consequences.row, tokenHash);
  const say = async (event: SystemEvent) => transaction.append(id, newEvent(event, now));
  let last = await say({ code: 'opened' });
  if (question !== '') {
    last = await transaction.append(id, {
      kind: 'message',
      id: uuidV7() as MessageId,
      at: now,
      from: { party: 'customer', id: null, name: customer.name },
      text: question,
    });
  }
  if (assignee) last = await say({ code: 'assigned', by: assignee });
  await writeConsequences(transaction, consequences, now);
  return { ...consequences.row, request: { ...consequences.row.request, lastSeq: last.seq } };
}

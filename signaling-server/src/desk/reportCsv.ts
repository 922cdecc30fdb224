import type { ReportRow } from '@beside/shared/protocol/admin/reports';

type Cell = string | number | null;

/** In the order of the file; names stay as they are, for the programs that read it. */
const columns: readonly [name: string, cell: (row: ReportRow) => Cell][] = [
  ['id', ({ id }) => id],
  ['started', ({ createdAt }) => new Date(createdAt).toISOString()],
  ['customer', ({ customer }) => customer.name],
  ['email', ({ customer }) => customer.email],
  ['phone', ({ customer }) => customer.phone],
  ['customer_company', ({ customer }) => customer.company],
  ['company', ({ company }) => company?.name ?? null],
  ['portal', ({ portal }) => portal.name],
  ['technician', ({ technician }) => technician?.name ?? null],
  ['question', ({ question }) => question],
  ['state', ({ state }) => state],
  ['outcome', ({ outcome }) => outcome],
  ['waiting_seconds', ({ waitingMs }) => seconds(waitingMs)],
  ['first_answer_seconds', ({ answerMs }) => seconds(answerMs)],
  ['handling_seconds', ({ handlingMs }) => seconds(handlingMs)],
  ['sharing_seconds', ({ sharingMs }) => seconds(sharingMs)],
  ['connection', ({ way }) => way],
  ['rating', ({ rating }) => rating],
];

function seconds(spanMs: number | null): number | null {
  return spanMs === null ? null : Math.round(spanMs / 1000);
}

/**
 * A cell by RFC 4180. A text that a spreadsheet would take for a formula, and carry out, is kept from
 * it by an apostrophe (OWASP, CSV injection).
 */
export function toCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The byte order mark tells spreadsheets that it is UTF-8. */
export const csvHead = `\uFEFF${columns.map(([name]) => name).join(',')}\r\n`;

export function toCsvLine(row: ReportRow): string {
  return `${columns.map(([, cell]) => toCell(cell(row))).join(',')}\r\n`;
}

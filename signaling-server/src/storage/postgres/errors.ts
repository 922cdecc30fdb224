import type { FailureKind } from '../failures.ts';

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const kinds: Record<string, FailureKind> = {
  '23505': 'conflict', // unique_violation
  '23503': 'not-found', // foreign_key_violation
  '40001': 'again', // serialization_failure
  '40P01': 'again', // deadlock_detected
  '25006': 'unavailable', // read_only_sql_transaction: a standby that was taken for the primary
  '25P03': 'unavailable', // idle_in_transaction_session_timeout
  '55P03': 'unavailable', // lock_not_available
};

/** Connection, resources, operator intervention, and the server's own input and output. */
const unavailableClasses = new Set(['08', '53', '57', '58']);

const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

/** pg and kysely say these without a code. */
const lostConnection =
  /^Connection terminated|^timeout exceeded when trying to connect|not queryable|^Client was closed|connection has been discarded/;

export function classifyPostgres(failure: unknown): FailureKind | undefined {
  if (!(failure instanceof Error)) return undefined;
  if (failure instanceof AggregateError) return classifyPostgres(failure.errors[0]);
  const { code } = failure as { code?: unknown };
  if (typeof code === 'string') {
    if (Object.hasOwn(kinds, code)) return kinds[code];
    if (code.length === 5 && unavailableClasses.has(code.slice(0, 2))) return 'unavailable';
    return systemCodes.has(code) ? 'unavailable' : undefined;
  }
  return lostConnection.test(failure.message) ? 'unavailable' : undefined;
}

import type { ErrorCode, WireError } from '@beside/shared/protocol/errors';

const statusOf: Record<ErrorCode, number> = {
  'bad-request': 400,
  'not-authenticated': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'rate-limited': 429,
  unavailable: 503,
  internal: 500,
};

/** What an answer was, by its status alone. */
export function outcomeOfStatus(status: number): 'ok' | ErrorCode {
  if (status < 400) return 'ok';
  const known = Object.entries(statusOf).find(([, one]) => one === status);
  if (known) return known[0] as ErrorCode;
  return status < 500 ? 'bad-request' : 'internal';
}

/** The HTTP status that says the same as the error. */
export function httpStatus({ code, maxBytes, reason }: WireError): number {
  if (maxBytes !== undefined) return 413;
  return reason === 'file-type' ? 415 : statusOf[code];
}

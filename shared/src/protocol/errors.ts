import { fileRefusals } from '../domain/fileTypes.ts';

/** What went wrong, in the eight kinds that a caller can tell apart and act upon. */
export const errorCodes = [
  'bad-request',
  'not-authenticated',
  'forbidden',
  'not-found',
  'conflict',
  'rate-limited',
  'unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Why, where a person is helped by knowing; each has words in every catalogue. */
export const errorReasons = [
  'wrong-credentials',
  'phase-forbids',
  'someone-was-faster',
  'customer-not-here',
  'cannot-share',
  'recording-off',
  'storage-full',
  'relay-unavailable',
  'relay-limit',
  'too-fast',
  'too-large',
  'version',
  'wrong-code',
  'technician-not-available',
  'team-full',
  ...fileRefusals,
  'channel-not-set-up',
  'delivery-failed',
  'shortcut-taken',
  'unknown-placeholder',
  'too-many',
  'wrong-passkey',
  'sign-in-again',
  'link-over',
  'email-taken',
  'password-too-short',
  'password-too-common',
  'password-too-personal',
  'single-sign-on-unknown',
  'single-sign-on-failed',
  'single-sign-on-refused',
  'domain-taken',
  'user-disabled',
  'no-right',
  'last-administrator',
  'not-yours-to-give',
  'name-taken',
  'slug-taken',
  'in-use',
  'own-user',
] as const;

export type ErrorReason = (typeof errorReasons)[number];

/** An error as it crosses the wire: never a message of the server's own, never a stack. */
export interface WireError {
  code: ErrorCode;
  reason?: ErrorReason | undefined;
  retryable: boolean;
  /** The field of a portal's form that does not fit: a known one, or the id of its own. */
  field?: string | undefined;
  /** What is allowed at the most, where a file was too large. */
  maxBytes?: number | undefined;
  /** How long to wait before another try, in milliseconds, where somebody was too fast. */
  retryAfterMs?: number | undefined;
  /** Names the same failure in the server's log; tells nothing by itself. */
  traceId: string;
}

/** The answer to every request on a socket. */
export type Reply<T> = { ok: true; data: T } | { ok: false; error: WireError };

const retryableCodes: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'unavailable', 'internal']);

/** A failure that the domain means; the edge turns it into a {@link WireError}. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly reason: ErrorReason | undefined;
  /** The field of a form that is meant. */
  field: string | undefined;
  /** The bound that a file exceeded. */
  maxBytes: number | undefined;
  retryAfterMs: number | undefined;

  constructor(code: ErrorCode, reason?: ErrorReason, options?: ErrorOptions) {
    super(reason ? `${code}: ${reason}` : code, options);
    this.name = 'CodedError';
    this.code = code;
    this.reason = reason;
  }

  static wrongField(field: string): CodedError {
    const error = new CodedError('bad-request');
    error.field = field;
    return error;
  }

  /** @param field of the form that it is about */
  static about(field: string, code: ErrorCode, reason?: ErrorReason): CodedError {
    const error = new CodedError(code, reason);
    error.field = field;
    return error;
  }

  /** @param retryAfterMs from now on */
  static tooFast(retryAfterMs: number): CodedError {
    const error = new CodedError('rate-limited', 'too-fast');
    error.retryAfterMs = Math.max(1, Math.ceil(retryAfterMs));
    return error;
  }

  static tooLarge(maxBytes: number): CodedError {
    const error = new CodedError('bad-request', 'too-large');
    error.maxBytes = maxBytes;
    return error;
  }

  get retryable(): boolean {
    return retryableCodes.has(this.code);
  }
}

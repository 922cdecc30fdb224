import { CodedError } from '@beside/shared/protocol/errors';

/**
 * What a failure of the database means to the caller. `again`: the transaction lost against another
 * one and has to be done over; the others are the codes of the same names.
 */
export type FailureKind = 'conflict' | 'not-found' | 'unavailable' | 'again';

export type Classify = (failure: unknown) => FailureKind | undefined;

/** The failure as the domain knows it; what nobody classifies stays what it is. */
export function codedFailure(failure: unknown, classify: Classify): unknown {
  if (failure instanceof CodedError) return failure;
  // PostgreSQL quotes the row here, and failures are logged.
  if (failure instanceof Error && 'detail' in failure) delete failure.detail;
  const kind = classify(failure);
  if (kind === undefined) return failure;
  return new CodedError(kind === 'again' ? 'unavailable' : kind, undefined, { cause: failure });
}

export function unavailable(why: string): CodedError {
  return new CodedError('unavailable', undefined, { cause: new Error(why) });
}

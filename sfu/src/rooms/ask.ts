import { NotFoundError, WorkerClosedError } from 'mediasoup/errors';
import { CodedError } from '@beside/shared/protocol/errors';

/**
 * Asks mediasoup, and turns its refusal into ours. It checks on this side (TypeError,
 * UnsupportedError) and in the worker, whose "no" is a plain Error: an SSRC or a stream id in use
 * twice, for example. Either way it is about what was asked, since only parameters from outside
 * can be refused; unless what was asked of has been closed meanwhile, which the worker then does
 * not find.
 *
 * @param of what is asked
 * @throws CodedError 'bad-request', 'not-found', or 'unavailable' when the worker is gone
 */
export async function ask<T>(of: { readonly closed: boolean }, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    if (cause instanceof WorkerClosedError) {
      throw new CodedError('unavailable', 'relay-unavailable', { cause });
    }
    const gone = of.closed || cause instanceof NotFoundError;
    throw new CodedError(gone ? 'not-found' : 'bad-request', undefined, { cause });
  }
}

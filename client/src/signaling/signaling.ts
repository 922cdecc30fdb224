import type { EndpointId } from '@beside/shared/domain/ids';
import type { Party } from '@beside/shared/domain/words';
import type {
  NoticeInput,
  NoticeName,
  RequestInput,
  RequestName,
  RequestOutput,
  Told,
  ToldName,
} from '@beside/shared/protocol/contract';
import type { ErrorCode, ErrorReason, WireError } from '@beside/shared/protocol/errors';

/** Where the socket stands; `refused` is final until the page is loaded again or signs in. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'connected' }
  /** `sinceMs` by the wall clock of this machine. */
  | { state: 'offline'; sinceMs: number }
  | { state: 'refused'; reason: 'version' | 'not-authenticated' | 'forbidden' };

/** A request over the socket was not carried out; `unavailable` too when no answer came in time. */
export class RequestFailed extends Error {
  readonly code: ErrorCode;
  readonly reason: ErrorReason | undefined;
  readonly retryable: boolean;
  /** The field of a form that is meant. */
  readonly field: string | undefined;

  constructor(error: WireError) {
    super(error.reason ? `${error.code}: ${error.reason}` : error.code);
    this.name = 'RequestFailed';
    this.code = error.code;
    this.reason = error.reason;
    this.retryable = error.retryable;
    this.field = error.field;
  }
}

/** No answer came, or none that could be read. */
export const unavailable: WireError = { code: 'unavailable', retryable: true, traceId: '' };

/** The typed socket of one page. Lives as long as the page; reconnects by itself. */
export interface Signaling {
  readonly party: Party;
  /** Names this page towards the others, the same over all its reconnections. */
  readonly endpoint: EndpointId;
  readonly connection: Connection;
  /** @throws RequestFailed; when offline at once with `unavailable` */
  request<K extends RequestName>(name: K, input: RequestInput<K>): Promise<RequestOutput<K>>;
  /** Told once and forgotten: lost when offline. */
  notice<K extends NoticeName>(name: K, input: NoticeInput<K>): void;
  on<K extends ToldName>(name: K, listener: (message: Told<K>) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
  close(): void;
}

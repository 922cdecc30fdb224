import { backoffMs } from '@beside/shared/lib/backoff';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  sfuRequests,
  type SfuInput,
  type SfuOutput,
  type SfuRequestName,
} from '@beside/shared/protocol/sfuContract';
import { sfuLinkPath, type SfuNodeState } from '@beside/shared/protocol/sfuLink';
import { SfuConnection, type Noticed } from './sfuConnection.ts';

/** A node that was restarted is back within a second; people wait for it. */
const retry = { baseMs: 100, maxMs: 2_000 };

interface Log {
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

interface LinkEvents {
  came(state: SfuNodeState): void;
  changed(state: SfuNodeState): void;
  noticed(noticed: Noticed): void;
  gone(id: string): void;
}

/** The way to one address in `SFU_URLS`: connection after connection, until it is closed. */
export interface SfuLink {
  /** Settles with the first try, whether it worked or not. */
  readonly tried: Promise<void>;
  /** What the node said last; `undefined` while it is away. */
  readonly state: SfuNodeState | undefined;
  /** Why it is away, for the person who runs the installation. */
  readonly reason: string;
  /** @throws CodedError as the node says, or 'unavailable' */
  request<K extends SfuRequestName>(name: K, input: SfuInput<K>): Promise<SfuOutput<K>>;
  close(): void;
}

export function openSfuLink(
  url: string,
  secret: string,
  { log, events }: { log: Log; events: LinkEvents },
): SfuLink {
  const scope = new Scope();
  const first = Promise.withResolvers<undefined>();
  let connection: SfuConnection | undefined;
  let state: SfuNodeState | undefined;
  let reason = `SFU node ${url} has not been reached yet`;
  let failures = 0;

  const connect = (): void => {
    connection = new SfuConnection(`${url}${sfuLinkPath}`, secret, {
      open(opened) {
        failures = 0;
        state = opened;
        log.info({ url, node: opened.id, region: opened.region }, 'SFU node connected');
        events.came(opened);
        first.resolve(undefined);
      },
      state(next) {
        // Another run of the process comes by another connection.
        if (next.id !== state?.id) return;
        state = next;
        events.changed(next);
      },
      notice: (noticed) => events.noticed(noticed),
      closed(why) {
        const lost = state;
        connection = undefined;
        state = undefined;
        reason = `SFU node ${url} is away: ${why}`;
        const delayMs = backoffMs(failures, retry, Math.random());
        // Said once for each time that it goes, not for each try.
        if (failures === 0) log.warn({ url, node: lost?.id, why }, 'SFU node is away');
        failures += 1;
        scope.after(delayMs, connect);
        if (lost) events.gone(lost.id);
        first.resolve(undefined);
      },
    });
  };
  scope.add(() => connection?.close());
  connect();

  return {
    tried: first.promise,
    get state() {
      return state;
    },
    get reason() {
      return reason;
    },
    async request(name, input) {
      if (!connection) throw new CodedError('unavailable', 'relay-unavailable');
      const output = await connection.ask(name, input);
      const parsed = sfuRequests[name].output.safeParse(output);
      if (!parsed.success) throw new CodedError('internal', undefined, { cause: parsed.error });
      return parsed.data as SfuOutput<typeof name>;
    },
    close() {
      scope.close();
      state = undefined;
      first.resolve(undefined);
    },
  };
}

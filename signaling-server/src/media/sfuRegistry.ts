import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@beside/shared/lib/clock';
import { Scope } from '@beside/shared/lib/scope';
import { CodedError } from '@beside/shared/protocol/errors';
import {
  readNodeUrl,
  registrationText,
  sfuLinkLimits,
  sfuRegistrationSchema,
} from '@beside/shared/protocol/sfuLink';
import type { SfuRegistrations } from '../ports/relay.ts';

/** Most nodes that may be registered at a time. */
const maxNodes = 256;

interface Parts {
  /** Those of `SFU_URLS`. */
  named: readonly string[];
  secret: string;
  registrations: SfuRegistrations;
  clock: Clock;
  follow(urls: readonly string[]): void;
  onFailure(failure: unknown): void;
}

/** Where the SFU nodes are: those that are named, and those that say so themselves (rule K7). */
export interface SfuRegistry {
  /**
   * @param said untrusted, as a node sent it
   * @throws CodedError 'bad-request' where it makes no sense, 'forbidden' where it is not proven or
   *   too old, 'conflict' where there are too many
   */
  register(said: unknown): Promise<void>;
  close(): void;
}

/** Resolves when those are followed that are known at the start. */
export async function openSfuRegistry(parts: Parts): Promise<SfuRegistry> {
  const { named, secret, registrations, clock, follow, onFailure } = parts;
  const scope = new Scope();
  const look = async (): Promise<string[]> => {
    const registered = await registrations.list(clock.now());
    if (!scope.closed) follow([...new Set([...named, ...registered])]);
    return registered;
  };
  await look();
  scope.every(sfuLinkLimits.registerEveryMs, () => {
    void (async () => {
      await look();
      await registrations.forget(clock.now());
    })().catch(onFailure);
  });

  return {
    async register(said) {
      const parsed = sfuRegistrationSchema.safeParse(said);
      if (!parsed.success) throw new CodedError('bad-request');
      const { url, at, proof } = parsed.data;
      const expected = createHmac('sha256', secret).update(registrationText({ url, at })).digest();
      const now = clock.now();
      const isOld = Math.abs(now - at) > sfuLinkLimits.clockSkewMs;
      const isProven = timingSafeEqual(expected, Buffer.from(proof, 'base64url'));
      if (!isProven || isOld) throw new CodedError('forbidden');
      const address = readNodeUrl(url);
      if (address === undefined) throw new CodedError('bad-request');
      const known = await registrations.list(now);
      if (known.length >= maxNodes && !known.includes(address)) throw new CodedError('conflict');
      await registrations.renew(address, now + sfuLinkLimits.registeredMs);
      await look();
    },
    close: () => scope.close(),
  };
}

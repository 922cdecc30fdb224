import { createHmac } from 'node:crypto';
import { Scope } from '@beside/shared/lib/scope';
import {
  registrationText,
  sfuLinkLimits,
  sfuRegisterPath,
  type SfuRegistration,
} from '@beside/shared/protocol/sfuLink';
import type { Log } from '../ops/log.ts';

interface Parts {
  /** Of signaling, or of the balancer before it. */
  at: string;
  /** Where signaling reaches this node. */
  url: string;
  secret: string;
  log: Log;
}

/**
 * Tells signaling again and again that this node is there, so that it need not be named anywhere. The
 * secret is not sent; what was overheard tells the same once more, and no more than that.
 *
 * @returns stops it
 */
export function keepRegistered({ at: signaling, url, secret, log }: Parts): () => void {
  const scope = new Scope();
  const target = new URL(sfuRegisterPath, signaling);
  let said = '';

  /** Said when it changes, not at each time. */
  const note = (outcome: string): void => {
    if (said === outcome) return;
    said = outcome;
    if (outcome === 'registered') log.info({ at: target.origin, url }, 'registered with signaling');
    else log.warn({ at: target.origin, why: outcome }, 'could not register with signaling');
  };
  const register = async (): Promise<void> => {
    const at = Date.now();
    const proof = createHmac('sha256', secret).update(registrationText({ url, at }));
    const body: SfuRegistration = { url, at, proof: proof.digest('base64url') };
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(sfuLinkLimits.requestMs),
    });
    await answer.body?.cancel();
    note(answer.ok ? 'registered' : `it answered ${answer.status}`);
  };
  const again = (): void => {
    register()
      .catch((failure: unknown) =>
        note(String(failure instanceof Error ? (failure.cause ?? failure) : failure)),
      )
      .finally(() => scope.after(sfuLinkLimits.registerEveryMs, again));
  };
  again();
  return () => scope.close();
}

import type { Scope } from '@beside/shared/lib/scope';
import type { ToldSpan } from '@beside/shared/protocol/contract/traces';
import { maxSpanMs, maxToldSpans } from '@beside/shared/protocol/limits';

/** One request of the page, as long as it is not answered. */
interface PageSpan {
  traceparent: string;
  end(outcome: ToldSpan['outcome']): void;
}

interface PageTraces {
  /** @param ratio how many of the traces are kept, from 0 to 1; 0: none are begun */
  want(ratio: number): void;
  /** Begins a trace where the installation wants any. */
  begin(event: string): PageSpan | undefined;
}

const toldAfterMs = 1_000;

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
const bounded = (ms: number): number => Math.min(Math.round(ms * 10) / 10, maxSpanMs);

/** Notes how long requests took, and tells it now and then; what is too much at a time is left out. */
export function createPageTraces(scope: Scope, tell: (spans: ToldSpan[]) => void): PageTraces {
  let ratio = 0;
  let ended: (Omit<ToldSpan, 'agoMs'> & { begunAt: number })[] = [];

  const tellEnded = (): void => {
    const now = performance.now();
    const spans = ended.map(({ begunAt, ...span }) => ({ ...span, agoMs: bounded(now - begunAt) }));
    ended = [];
    // Nobody to tell it to, or nobody who asked for it.
    if (ratio > 0) tell(spans);
  };

  return {
    want(share) {
      ratio = share;
    },
    begin(event) {
      if (ratio === 0) return undefined;
      const isKept = Math.random() < ratio;
      const traceparent = `00-${hex(16)}-${hex(8)}-0${Number(isKept)}`;
      const begunAt = performance.now();
      return {
        traceparent,
        end(outcome) {
          if (!isKept || ended.length === maxToldSpans) return;
          if (ended.length === 0) scope.after(toldAfterMs, tellEnded);
          const durationMs = bounded(performance.now() - begunAt);
          ended.push({ traceparent, event, outcome, durationMs, begunAt });
        },
      };
    },
  };
}

import type { EndpointId } from '@beside/shared/domain/ids';

/** What one page may send: bursts of so much, and so much a second. A message costs 1, and its points. */
const burst = 600;
const perSecond = 300;
const pointsForOne = 8;

/** Bounds how much each page is listened to. Times are milliseconds of one clock. */
export class Allowance {
  readonly #left = new Map<EndpointId, { amount: number; at: number }>();

  take(page: EndpointId, points: number, now: number): boolean {
    const known = this.#left.get(page) ?? { amount: burst, at: now };
    const amount = Math.min(burst, known.amount + ((now - known.at) * perSecond) / 1000);
    const cost = 1 + points / pointsForOne;
    const enough = amount >= cost;
    this.#left.set(page, { amount: enough ? amount - cost : amount, at: now });
    return enough;
  }
}

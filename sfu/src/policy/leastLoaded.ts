/** The one with the fewest rooms, the first of equals; `undefined` where there is none. */
export function leastLoaded<T extends { readonly roomCount: number }>(
  workers: readonly T[],
): T | undefined {
  return workers.reduce<T | undefined>(
    (best, next) => (best && best.roomCount <= next.roomCount ? best : next),
    undefined,
  );
}

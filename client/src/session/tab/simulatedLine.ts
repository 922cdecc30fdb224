import type { TabLine } from './tabLine.ts';

interface End extends TabLine {
  /** What has come from the other end, as it came. */
  readonly received: (string | Uint8Array)[];
}

/** Two ends of a line without a network, open at once; what is sent arrives before `send` returns. */
export function createLinePair(): [End, End] {
  const closers: (() => void)[] = [];
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    for (const told of closers) told();
  };
  const makeEnd = () => {
    const received: (string | Uint8Array)[] = [];
    let listener = (_message: string | Uint8Array): void => undefined;
    return {
      received,
      take(message: string | Uint8Array): void {
        received.push(message);
        listener(message);
      },
      listen: (next: typeof listener) => void (listener = next),
    };
  };
  const ends = [makeEnd(), makeEnd()] as const;
  const lineOf = (own: (typeof ends)[number], theirs: (typeof ends)[number]): End => ({
    received: own.received,
    send(message) {
      if (!closed) theirs.take(message);
      return !closed;
    },
    onOpen: (told) => told(),
    onMessage: own.listen,
    onClose: (told) => void closers.push(told),
    close,
  });
  return [lineOf(ends[0], ends[1]), lineOf(ends[1], ends[0])];
}

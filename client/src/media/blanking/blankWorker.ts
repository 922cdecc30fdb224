import { blankStream, type FromBlankWorker, type ToBlankWorker } from './blankStream.ts';
import type { BlankingRules } from './regions.ts';

/** What is used of a worker's global scope; the page's types know none. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToBlankWorker>) => void) | null;
  postMessage(message: FromBlankWorker): void;
}

const scope = self as unknown as WorkerScope;
let rules: BlankingRules;

scope.onmessage = ({ data }) => {
  rules = data.rules;
  if (!data.streams) return;
  const told = (changed: boolean): void => scope.postMessage({ type: 'changed', changed });
  // Either end was closed: there is nothing left to do.
  blankStream(data.streams, () => rules, told).catch(() => undefined);
};
scope.postMessage({ type: 'ready' });

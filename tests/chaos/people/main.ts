/*
 * The people of a storm, in a process of their own: what happens to servers does not happen to them.
 * It is forked by `startPeople`, and told what to do.
 */
import { gatherCrowd, type Crowd, type CrowdPlan } from './crowd.ts';
import { createRecorder } from './recorder.ts';
import type { Outcome } from './startPeople.ts';

export type Order =
  { do: 'gather'; plan: CrowdPlan } | { do: 'begin' } | { do: 'rest' | 'settle'; limitMs: number };

const recorder = createRecorder();
let crowd: Crowd | undefined;

async function carryOut(order: Order): Promise<Outcome | undefined> {
  if (order.do === 'gather') crowd = await gatherCrowd(order.plan, recorder);
  if (order.do === 'begin') crowd?.begin();
  if (order.do === 'rest') await crowd?.rest(order.limitMs);
  if (order.do !== 'settle' || !crowd) return undefined;
  const expected = await crowd.settle(order.limitMs);
  crowd.close();
  const { history, failures } = recorder;
  return { history, failures, expected };
}

process.on('message', (order: Order) => {
  carryOut(order).then(
    (outcome) => process.send?.({ outcome }),
    (failure: unknown) => process.send?.({ failure: String(failure) }),
  );
});
process.on('disconnect', () => process.exit(0));

import { expect, test } from 'vitest';
import { webhookEventsOf } from './webhooks.ts';

const of = (
  phase: Parameters<typeof webhookEventsOf>[1]['phase'],
  assignee: string | null = null,
) => ({
  ...{ phase, assignee, ratedAt: null },
});

test.each([
  ['a new one', undefined, of('waiting'), ['request.created']],
  ['one by a code', undefined, of('assigned', 'a'), ['request.created', 'request.assigned']],
  ['a message', undefined, of('message-left'), ['request.message-left']],
  ['an offer', of('waiting'), of('offered'), []],
  ['a taker', of('offered'), of('assigned', 'a'), ['request.assigned']],
  ['another taker', of('offered', 'a'), of('assigned', 'b'), ['request.assigned']],
  ['a transfer that came back', of('offered', 'a'), of('assigned', 'a'), []],
  ['one given back', of('active', 'a'), of('waiting'), ['request.unassigned']],
  ['a beginning', of('assigned', 'a'), of('active', 'a'), ['request.started']],
  ['an end', of('active', 'a'), of('ended', 'a'), ['request.ended']],
  ['a closing', of('ended', 'a'), of('closed', 'a'), ['request.closed']],
  ['a leaving', of('waiting'), of('abandoned'), ['request.abandoned']],
  ['a coming back', of('abandoned'), of('waiting'), ['request.returned']],
  ['one taken who had left', of('abandoned'), of('assigned', 'a'), ['request.assigned']],
  ['a survey', of('ended'), { ...of('ended'), ratedAt: 5 }, ['request.rated']],
  ['one more', { ...of('ended'), ratedAt: 5 }, { ...of('ended'), ratedAt: 6 }, ['request.rated']],
  ['nothing', { ...of('ended'), ratedAt: 5 }, { ...of('ended'), ratedAt: 5 }, []],
] as const)('[O7] %s is told as what it is', (_what, before, after, events) => {
  expect(webhookEventsOf(before, after)).toEqual(events);
});

import type { Clock } from '@beside/shared/lib/clock';
import type { Record } from '../../session/record.ts';
import type { Handlers } from '../bind.ts';
import { customerOf, technicianOf } from './desk.ts';

type Names =
  | 'record:propose'
  | 'record:withdraw'
  | 'record:agree'
  | 'record:decline'
  | 'record:stop'
  | 'record:take';

export function createRecordHandlers(record: Record, clock: Clock): Pick<Handlers, Names> {
  return {
    'record:propose': async ({ requestId }, { actor, endpoint }) => ({
      request: await record.propose(technicianOf(actor), requestId, endpoint),
    }),
    'record:withdraw': async ({ requestId }, { actor }) => ({
      request: await record.withdraw(technicianOf(actor), requestId),
    }),
    'record:agree': async ({ requestId }, { actor, endpoint }) => ({
      request: await record.agree(customerOf(actor), requestId, endpoint),
    }),
    'record:decline': async ({ requestId }, { actor }) => ({
      request: await record.decline(customerOf(actor), requestId),
    }),
    'record:stop': async ({ requestId }, { actor }) => ({
      request: await record.stop(actor, requestId),
    }),
    'record:take': async ({ requestId }, { actor, endpoint }) => ({
      ...(await record.take(technicianOf(actor), requestId, endpoint)),
      now: clock.now(),
    }),
  };
}

import type { Availability } from '../../desk/availability.ts';
import type { Codes } from '../../desk/codes.ts';
import type { Handlers } from '../bind.ts';
import { technicianOf } from './desk.ts';

type Names =
  'status:set' | 'status:get' | 'technicians:list' | 'code:create' | 'code:cancel' | 'codes:list';

/** What technicians say of themselves, and hand out. */
export function createPresenceHandlers({
  availability,
  codes,
}: {
  availability: Availability;
  codes: Codes;
}): Pick<Handlers, Names> {
  return {
    'status:set': ({ status }, { actor }) => availability.set(technicianOf(actor), status),
    'status:get': (_input, { actor }) => availability.get(technicianOf(actor)),
    'technicians:list': ({ requestId }, { actor }) =>
      availability.colleagues(technicianOf(actor), requestId),
    'code:create': async (_input, { actor }) => ({ code: await codes.create(technicianOf(actor)) }),
    'code:cancel': async ({ id }, { actor }) => ({
      code: await codes.cancel(technicianOf(actor), id),
    }),
    'codes:list': async (_input, { actor }) => ({ codes: await codes.list(technicianOf(actor)) }),
  };
}

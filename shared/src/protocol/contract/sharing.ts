import * as z from 'zod';
import { controlEnds, controlLevels } from '../../domain/control.ts';
import { surfaces } from '../../domain/sharing.ts';
import { both, changed, customer, of, technician } from './parts.ts';

/** The customer's screen, and the technician's hand on it. */
export const sharing = {
  requests: {
    'share:propose': { from: technician, input: z.strictObject(of), output: changed },
    'share:withdraw': { from: technician, input: z.strictObject(of), output: changed },
    'share:decline': { from: customer, input: z.strictObject(of), output: changed },
    'share:cancel': { from: customer, input: z.strictObject(of), output: changed },
    'share:start': {
      from: customer,
      input: z.strictObject({ ...of, surface: z.enum(surfaces) }),
      output: changed,
    },
    /** The page that shares shows something else from now on. */
    'share:switch': {
      from: customer,
      input: z.strictObject({ ...of, surface: z.enum(surfaces) }),
      output: changed,
    },
    'share:pause': { from: customer, input: z.strictObject(of), output: changed },
    'share:resume': { from: customer, input: z.strictObject(of), output: changed },
    'share:stop': { from: both, input: z.strictObject(of), output: changed },
    'control:request': {
      from: technician,
      input: z.strictObject({ ...of, level: z.enum(controlLevels) }),
      output: changed,
    },
    'control:grant': {
      from: customer,
      input: z.strictObject({
        ...of,
        level: z.enum(controlLevels),
        grantId: z.int().min(1).max(0xffffffff),
      }),
      output: changed,
    },
    'control:decline': { from: customer, input: z.strictObject(of), output: changed },
    'control:end': {
      from: both,
      input: z.strictObject({ ...of, why: z.enum(controlEnds) }),
      output: changed,
    },
  },
} as const;

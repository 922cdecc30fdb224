import * as z from 'zod';
import { requestIdSchema } from '../../domain/ids.ts';
import { supportRequestSchema } from '../../domain/request.ts';
import { parties } from '../../domain/words.ts';

/** Names the request that an event is about. */
export const of = { requestId: requestIdSchema };
export const nothing = z.strictObject({});
/** The answer of whatever changes a request. */
export const changed = z.strictObject({ request: supportRequestSchema });

/** Who may ask; technicians, only with the right that the event `needs`, where it names one. */
export const customer = ['customer'] as const;
export const technician = ['technician'] as const;
export const both = parties;

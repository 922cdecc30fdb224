import * as z from 'zod';
import { controlEnds, controlLevels, controlSpans } from '../../domain/control.ts';
import { timeSchema } from '../../domain/request.ts';
import { surfaces } from '../../domain/sharing.ts';
import { voiceSettings } from '../../domain/voice.ts';
import { parties } from '../../domain/words.ts';
import { both, changed, customer, of, technician } from './parts.ts';

const captured = { surface: z.enum(surfaces), sound: z.optional(z.boolean()) };

/** The screens of both sides, each side's hand on the other's, and the voices. */
export const sharing = {
  requests: {
    'share:propose': {
      from: technician,
      needs: 'see-screen',
      input: z.strictObject(of),
      output: changed,
    },
    'share:withdraw': { from: technician, input: z.strictObject(of), output: changed },
    'share:decline': { from: customer, input: z.strictObject(of), output: changed },
    'share:cancel': { from: customer, input: z.strictObject(of), output: changed },
    'share:start': {
      from: customer,
      input: z.strictObject({ ...of, ...captured }),
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
    /** The technician's own screen (rule S3). */
    'show:start': {
      from: technician,
      needs: 'show-screen',
      input: z.strictObject({ ...of, ...captured }),
      output: changed,
    },
    /** The page that shows its screen shows something else from now on. */
    'show:switch': {
      from: technician,
      input: z.strictObject({ ...of, surface: z.enum(surfaces) }),
      output: changed,
    },
    'show:pause': { from: technician, input: z.strictObject(of), output: changed },
    'show:resume': { from: technician, input: z.strictObject(of), output: changed },
    'show:stop': { from: technician, input: z.strictObject(of), output: changed },
    /** The caller's own microphone, in this very page. */
    'voice:set': {
      from: both,
      input: z.strictObject({ ...of, setting: z.enum(voiceSettings) }),
      output: changed,
    },
    /** Asks for the hand on the other side's screen. */
    'control:request': {
      from: both,
      needs: 'control',
      input: z.strictObject({ ...of, level: z.enum(controlLevels) }),
      output: changed,
    },
    /** Gives the hand on the own screen. */
    'control:grant': {
      from: both,
      needs: 'give-control',
      input: z.strictObject({
        ...of,
        level: z.enum(controlLevels),
        grantId: z.int().min(1).max(0xffffffff),
        span: z.enum(controlSpans),
        /** Given without a new question, because that had been agreed to before. */
        again: z.boolean(),
      }),
      output: changed,
    },
    'control:decline': { from: both, input: z.strictObject(of), output: changed },
    'control:end': {
      from: both,
      input: z.strictObject({
        ...of,
        why: z.enum(controlEnds),
        /** Whose screen it is; the customer's where nothing is said. */
        screen: z.optional(z.enum(parties)),
      }),
      output: changed,
    },
    /** Takes back an own question for the hand. */
    'control:withdraw': { from: both, input: z.strictObject(of), output: changed },
    /** The customer is asked whether what is shared may be recorded (rule M3). */
    'record:propose': {
      from: technician,
      needs: 'record',
      input: z.strictObject(of),
      output: changed,
    },
    'record:withdraw': { from: technician, input: z.strictObject(of), output: changed },
    /** From the page that shares. */
    'record:agree': { from: customer, input: z.strictObject(of), output: changed },
    'record:decline': { from: customer, input: z.strictObject(of), output: changed },
    'record:stop': { from: both, input: z.strictObject(of), output: changed },
    /** The calling page writes it from now on: by the server's clock, and from which piece on. */
    'record:take': {
      from: technician,
      needs: 'record',
      input: z.strictObject(of),
      output: z.strictObject({ ...changed.shape, now: timeSchema, next: z.int().nonnegative() }),
    },
    /**
     * Text of a clipboard has gone to that side, under the hand on the caller's own screen; the text
     * itself never comes here.
     */
    'control:clipboard': {
      from: both,
      input: z.strictObject({ ...of, to: z.enum(parties) }),
      output: changed,
    },
  },
} as const;

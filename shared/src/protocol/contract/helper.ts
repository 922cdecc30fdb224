import * as z from 'zod';
import { controlLevels } from '../../domain/control.ts';
import { helperEnds } from '../../domain/helper.ts';
import { endpointIdSchema, requestIdSchema } from '../../domain/ids.ts';
import { pictureSizeSchema, timeSchema } from '../../domain/request.ts';
import { maxHandBytes, maxHandMessages } from '../limits.ts';
import { changed, customer, nothing, of } from './parts.ts';

/**
 * One message of the hand as `input.ts` encodes it, base64: whoever carries it out decodes it by the
 * same rules as the page did.
 */
const handSchema = z.array(z.base64().max(Math.ceil(maxHandBytes / 3) * 4)).max(maxHandMessages);

/** A batch of the hand: numbers are 1, 2, 3 … in each stream, and a new stream forgets the old. */
const numbered = {
  stream: z.int().min(1).max(0xffffffff),
  number: z.int().min(1).max(0xffffffff),
};

/** The desktop helper as the customer's page speaks of it (rule I3). */
export const helper = {
  requests: {
    /** A new code for the helper, in place of one that nobody has used. */
    'helper:invite': {
      from: customer,
      input: z.strictObject({ ...of, picture: pictureSizeSchema }),
      output: z.strictObject({ ...changed.shape, code: z.string(), expiresAt: timeSchema }),
    },
    'helper:end': { from: customer, input: z.strictObject(of), output: changed },
  },

  notices: {
    /** What the hand does, from the page that shares; an empty batch says that it is still there. */
    'helper:input': {
      from: customer,
      input: z.strictObject({ ...of, ...numbered, hand: handSchema }),
    },
  },

  told: {
    /** Everything in the stream up to this number has been carried out. */
    'helper:done': z.strictObject({ ...of, ...numbered }),
  },
} as const;

/** `auth` of the helper's own handshake, on the namespace {@link helperNamespace}. */
export const helperHandshakeSchema = z.strictObject({
  protocol: z.int(),
  token: z.string().max(128),
});
export type HelperHandshake = z.input<typeof helperHandshakeSchema>;

/** The namespace of Socket.IO in which helpers are: nothing of the pages' is to be reached there. */
export const helperNamespace = '/helper';

const theHelper = ['helper'] as const;

/** All that a helper may ask. Whose it is comes from its token alone. */
export const helperRequests = {
  /** Whom it is for, and how things stand; from then on it is told of changes. */
  'helper:hello': {
    from: theHelper,
    input: nothing,
    output: z.strictObject({
      account: z.string(),
      customer: z.string(),
      technician: z.string(),
      /** Since when that technician, or the portal, has had the request in this phase. */
      since: timeSchema,
      picture: pictureSizeSchema,
      agreed: z.boolean(),
    }),
  },
  /** The person at the machine has agreed. */
  'helper:agree': { from: theHelper, input: nothing, output: nothing },
} as const;

export const helperNotices = {
  'helper:done': { from: theHelper, input: z.strictObject(numbered) },
  /** It goes; what answers is `helper:ended`. */
  'helper:leave': {
    from: theHelper,
    input: z.strictObject({ why: z.enum(['declined', 'stopped']) }),
  },
} as const;

export const helperViewSchema = z.strictObject({
  /** Rises with each change; an older one than the last is thrown away. */
  version: z.int(),
  /** The page that shares: input from any other is thrown away. */
  page: endpointIdSchema,
  paused: z.boolean(),
  control: z.nullable(
    z.strictObject({
      grantId: z.int().min(1).max(0xffffffff),
      level: z.enum(controlLevels),
      /** Whose hand it is. */
      name: z.string(),
    }),
  ),
});
export type HelperView = z.infer<typeof helperViewSchema>;

/** What a helper is told. */
export const helperTold = {
  'helper:state': helperViewSchema,
  'helper:input': z.strictObject({ from: endpointIdSchema, ...numbered, hand: handSchema }),
  'helper:ended': z.strictObject({ requestId: requestIdSchema, why: z.enum(helperEnds) }),
} as const;

export type HelperRequestName = keyof typeof helperRequests;
export type HelperNoticeName = keyof typeof helperNotices;
export type HelperToldName = keyof typeof helperTold;
export type HelperRequestInput<K extends HelperRequestName> = z.input<
  (typeof helperRequests)[K]['input']
>;
export type HelperRequestOutput<K extends HelperRequestName> = z.output<
  (typeof helperRequests)[K]['output']
>;
export type HelperNoticeInput<K extends HelperNoticeName> = z.input<
  (typeof helperNotices)[K]['input']
>;
export type HelperTold<K extends HelperToldName> = z.output<(typeof helperTold)[K]>;
export type HandBatch = Omit<HelperTold<'helper:input'>, 'from'>;

import type * as z from 'zod';
import { CodedError } from '@beside/shared/protocol/errors';

/**
 * Parses a form. The error names the field that does not fit.
 *
 * @throws CodedError('bad-request')
 */
export function parseForm(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = issue?.code === 'too_big' ? 'too-large' : undefined;
  const field = issue?.path.join('.').slice(0, 64);
  throw field
    ? CodedError.about(field, 'bad-request', reason)
    : new CodedError('bad-request', reason);
}

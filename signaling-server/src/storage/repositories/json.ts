import { CodedError } from '@beside/shared/protocol/errors';

/** As much of a zod schema as reading needs. */
interface Reader<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

/**
 * What a row holds, as the domain knows it.
 *
 * @throws CodedError('internal') where the database holds something else
 */
export function readStored<T>(schema: Reader<T>, stored: unknown): T {
  const parsed = schema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new CodedError('internal', undefined, { cause: parsed.error });
}

/** @throws CodedError('internal') where the column holds no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Without the cause's message, which quotes the text.
    throw new CodedError('internal', undefined, {
      cause: new Error('a column holds no JSON', { cause: (cause as Error).name }),
    });
  }
}

/** Free text as both databases can hold it: PostgreSQL has no U+0000, UTF-8 no lone surrogate. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed();
}

import type { OpenRequest } from '@beside/shared/protocol/http';
import { v7 } from 'uuid';

/** What makes sending the form again the same request; made once for each form. */
export type FormIdentity = Pick<OpenRequest, 'id' | 'secret'>;

export function createFormIdentity(): FormIdentity {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  return { id: v7(), secret };
}

import type { AdminInput, AdminName, AdminOutput } from '@beside/shared/protocol/admin';
import { call } from './api.ts';

/** One question of the management centre. Throws RequestFailed. */
export function askAdmin<K extends AdminName>(
  name: K,
  input: AdminInput<K>,
): Promise<AdminOutput<K>> {
  return call(name, { base: 'api/admin', body: input });
}

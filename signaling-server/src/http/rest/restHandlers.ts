import type { RestInput, RestName, RestOutput } from '@beside/shared/protocol/rest';
import type { KeyHolder } from '../../identity/apiKeys.ts';

/** What a call says of where it comes from. */
export interface RestCaller {
  address: string;
  userAgent: string;
}

/** What carries out each route of the API; the key has its scope, and the input fits. */
export type RestHandlers = {
  [K in RestName]: (
    holder: KeyHolder,
    input: RestInput<K>,
    caller: RestCaller,
  ) => Promise<RestOutput<K>>;
};

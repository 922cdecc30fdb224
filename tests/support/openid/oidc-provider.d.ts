/** As much of it as the tests use. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  interface Settings {
    clients: {
      client_id: string;
      client_secret?: string;
      token_endpoint_auth_method?: 'none';
      redirect_uris: string[];
    }[];
    pkce: { required: () => boolean };
    claims: Record<string, string[]>;
    findAccount: (
      context: unknown,
      sub: string,
    ) => { accountId: string; claims: () => Record<string, unknown> };
    cookies: { keys: string[] };
  }

  export default class Provider {
    constructor(issuer: string, settings: Settings);
    callback(): RequestListener;
  }
}

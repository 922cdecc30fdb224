import type * as OpenId from 'openid-client';
import * as z from 'zod';
import { SingleSignOnError, type OpenIdClient, type Provider } from '../ports/identity.ts';
import { createGuardedFetch } from './guardedFetch.ts';

/** What has to come back with the browser, and is kept from everybody else meanwhile. */
const checksSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
});

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

/**
 * Speaks OpenID Connect: authorization code flow with PKCE, state and nonce (RFC 9700, section 2.1).
 *
 * @param allowPrivate whether providers may be in the server's own network, and without TLS
 */
export function createOpenIdClient(allowPrivate: boolean): OpenIdClient {
  const guardedFetch = createGuardedFetch(allowPrivate);

  /** Loaded where somebody uses it: most installations have no provider. */
  async function discover(provider: Provider): Promise<[typeof OpenId, OpenId.Configuration]> {
    const openId = await import('openid-client');
    const issuer = new URL(provider.issuer);
    const configuration = await openId.discovery(
      issuer,
      provider.clientId,
      undefined,
      provider.clientSecret === null
        ? openId.None()
        : openId.ClientSecretBasic(provider.clientSecret),
      {
        [openId.customFetch]: guardedFetch,
        // Each provider says so of itself; plain http is refused by the fetch where it is not allowed.
        execute: allowPrivate ? [openId.allowInsecureRequests] : [],
      },
    );
    return [openId, configuration];
  }

  return {
    async begin(provider, redirectUri) {
      return explained(async () => {
        const [openId, configuration] = await discover(provider);
        const checks = {
          state: openId.randomState(),
          nonce: openId.randomNonce(),
          verifier: openId.randomPKCECodeVerifier(),
        };
        const url = openId.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: 'openid email profile',
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await openId.calculatePKCECodeChallenge(checks.verifier),
          code_challenge_method: 'S256',
        });
        if (url.protocol !== 'https:' && !allowPrivate) throw new Error('a provider speaks https');
        return { url: url.href, checks: JSON.stringify(checks) };
      });
    },

    async finish(provider, checks, callbackUrl) {
      return explained(async () => {
        const { state, nonce, verifier } = checksSchema.parse(JSON.parse(checks));
        const [openId, configuration] = await discover(provider);
        const tokens = await openId.authorizationCodeGrant(configuration, new URL(callbackUrl), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const said = claimsSchema.parse(tokens.claims());
        // Providers may keep the ID token small: the rest is asked for.
        const more =
          said.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? claimsSchema.parse(
                await openId.fetchUserInfo(configuration, tokens.access_token, said.sub),
              )
            : {};
        const claims = { ...said, ...more };
        return {
          subject: claims.sub,
          email: claims.email_verified === true ? claims.email : undefined,
          name: claims.name,
        };
      });
    },
  };
}

/** Codes only: what a provider says may quote tokens. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    const { code, name } = failure as { code?: unknown; name?: unknown };
    throw new SingleSignOnError(typeof code === 'string' ? code : String(name));
  }
}

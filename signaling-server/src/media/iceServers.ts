import { createHmac } from 'node:crypto';

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** How long minted TURN credentials are good for: longer than any session, shorter than a leak. */
const turnCredentialSeconds = 12 * 60 * 60;

/**
 * The ICE servers for one participant. TURN credentials follow the shared-secret scheme that coturn
 * calls `use-auth-secret` (draft-uberti-behave-turn-rest-00): the user name is an expiry time.
 *
 * @param nowMs milliseconds since the Unix epoch
 */
export function iceServersFor(
  { urls, secret }: { urls: string[]; secret: string | undefined },
  participant: string,
  nowMs: number,
): IceServer[] {
  const stun = urls.filter((url) => url.startsWith('stun:'));
  const turn = urls.filter((url) => !url.startsWith('stun:'));
  const servers: IceServer[] = stun.length > 0 ? [{ urls: stun }] : [];
  if (turn.length > 0 && secret !== undefined) {
    const username = `${Math.floor(nowMs / 1000) + turnCredentialSeconds}:${participant}`;
    const credential = createHmac('sha1', secret).update(username).digest('base64');
    servers.push({ urls: turn, username, credential });
  }
  return servers;
}

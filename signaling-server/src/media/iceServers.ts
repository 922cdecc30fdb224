import { createHmac } from 'node:crypto';

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

export interface TurnSettings {
  /** STUN and TURN servers. */
  urls: string[];
  /** What the TURN servers know us by. */
  secret: string | undefined;
}

/** How long minted TURN credentials are good for: longer than any session, shorter than a leak. */
const turnCredentialSeconds = 12 * 60 * 60;

const isStun = (url: string): boolean => /^stuns?:/.test(url);

/**
 * The ICE servers for one participant's direct link.
 *
 * @param nowMs milliseconds since the Unix epoch
 */
export function iceServersFor(turn: TurnSettings, participant: string, nowMs: number): IceServer[] {
  const stun = turn.urls.filter(isStun);
  return [
    ...(stun.length > 0 ? [{ urls: stun }] : []),
    ...turnServersFor(turn, participant, nowMs),
  ];
}

/**
 * The TURN servers alone, for one participant's way to the relay, which needs no STUN. Credentials
 * follow the shared-secret scheme that coturn calls `use-auth-secret`
 * (draft-uberti-behave-turn-rest-00): the user name is an expiry time.
 *
 * @param nowMs milliseconds since the Unix epoch
 */
export function turnServersFor(
  { urls, secret }: TurnSettings,
  participant: string,
  nowMs: number,
): IceServer[] {
  const turn = urls.filter((url) => !isStun(url));
  if (turn.length === 0 || secret === undefined) return [];
  const username = `${Math.floor(nowMs / 1000) + turnCredentialSeconds}:${participant}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return [{ urls: turn, username, credential }];
}

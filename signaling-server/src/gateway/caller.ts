import type {
  AccountId,
  CompanyId,
  EndpointId,
  RequestId,
  UserId,
} from '@beside/shared/domain/ids';
import type { GrantedCompanies } from '@beside/shared/domain/rights';
import type { ShareAbility } from '@beside/shared/domain/sharing';
import type { Server, Socket } from 'socket.io';
import type { Told, ToldName } from '@beside/shared/protocol/contract';
import type { HelperTold, HelperToldName } from '@beside/shared/protocol/contract/helper';
import type { Actor } from '../desk/actor.ts';
import type { News } from './nodes/news.ts';
import type { Waiting } from './meetings.ts';

type ToldEvents = { [K in ToldName]: (message: Told<K>) => void } & {
  /** Told in the helpers' own namespace. */
  [K in HelperToldName]: (message: HelperTold<K>) => void;
};
type NewsEvents = { [K in keyof News]: (news: News[K]) => void };
/** Incoming events reach no listener but `bind()`, so there are none to type. */
type NoEvents = Record<string, never>;

export interface SocketData {
  caller: Caller;
  /** What a technician could see when the page came. */
  companies: GrantedCompanies;
  /** What the page said of its browser. */
  share?: ShareAbility | undefined;
  /** Whether it is a session window of a customer's. */
  session?: true | undefined;
  /** Where it waits for a tab that it shares. */
  waiting?: Waiting | undefined;
}

export type GatewayServer = Server<NoEvents, ToldEvents, NewsEvents, SocketData>;
export type GatewaySocket = Socket<NoEvents, ToldEvents, NewsEvents, SocketData>;

/** An authenticated page: all that a handler may know of who is speaking. */
export interface Caller {
  actor: Actor;
  endpoint: EndpointId;
  /** Hash of the token behind the socket, so that ending that session ends the socket. */
  tokenHash: string;
}

/** Room names. A socket is in a room exactly as long as it has the right that the room stands for. */
export const rooms = {
  /** In the helpers' own namespace: the helper of that request. */
  helper: (request: RequestId) => `helper:${request}`,
  /** Facts about the account itself, e.g. who is available. */
  technicians: (account: AccountId) => `account:${account}:technicians`,
  /** Requests of every company and of none, for those who may see all. */
  everyCompany: (account: AccountId) => `account:${account}:all`,
  company: (account: AccountId, company: CompanyId) => `account:${account}:company:${company}`,
  technician: (user: UserId) => `technician:${user}`,
  session: (tokenHash: string) => `session:${tokenHash}`,
  followers: (request: RequestId) => `request:${request}`,
  meeting: (place: string) => `meeting:${place}`,
  side: (request: RequestId, party: Actor['party']) => `request:${request}:${party}`,
  endpoint: (request: RequestId, endpoint: string) => `request:${request}:endpoint:${endpoint}`,
};

/** The sockets of this node that are in a room. */
export function socketsIn(server: GatewayServer, room: string): GatewaySocket[] {
  const ids = server.sockets.adapter.rooms.get(room) ?? [];
  return [...ids].flatMap((id) => server.sockets.sockets.get(id) ?? []);
}

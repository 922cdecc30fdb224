import type { AccountId, EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { ShareAbility } from '@beside/shared/domain/sharing';
import type { Party } from '@beside/shared/domain/words';

/** A page that follows a request, or the request's desktop helper. */
export interface Page {
  accountId: AccountId;
  requestId: RequestId;
  endpoint: EndpointId;
  party: Party | 'helper';
  /** `null`: no technician. */
  userId: UserId | null;
  /** What the page said of its browser. */
  share?: ShareAbility | undefined;
  /** Whether it is a session window. */
  session?: true | undefined;
}

/** A page, and the socket by which it is here. */
export interface PlacedPage extends Page {
  node: string;
  socket: string;
}

/**
 * Which pages follow which requests, over all nodes. A page counts as long as its node lives; a node
 * lives until the time that it gave last.
 */
export interface Pages {
  /** In place of what the page was before: it may have come back by another socket or node. */
  enter(page: PlacedPage): Promise<void>;
  /**
   * Unless it has come back by another socket meanwhile.
   *
   * @param lookAt when it falls due to look whether it is back; undefined: it has said goodbye
   * @returns whether it was there
   */
  leave(
    page: Pick<PlacedPage, 'requestId' | 'endpoint' | 'socket'>,
    lookAt?: number,
  ): Promise<boolean>;
  /** Takes out all pages of somebody who may not follow any more. @returns them */
  remove(requestId: RequestId, userId: UserId): Promise<Page[]>;
  /** Those of the helper included. */
  of(requestId: RequestId): Promise<Page[]>;
  isHere(requestId: RequestId, endpoint: EndpointId): Promise<boolean>;
  /** @returns whether the node has counted as living until now */
  renewNode(node: string, now: number, until: number): Promise<boolean>;
  /** The node ends by itself: whoever lives takes its pages out. */
  endNode(node: string): Promise<void>;
  /**
   * Takes out the pages of nodes that do not live any more; each is given to one caller.
   *
   * @param lookAt when it falls due to look whether they are back
   */
  takeLost(now: number, lookAt: number): Promise<Page[]>;
}

/** The subject of the due row by which it is looked whether a page is back. */
export function nameGone({ requestId, endpoint, party, userId }: Page): string {
  return [requestId, endpoint, party, userId ?? ''].join(' ');
}

/** @param accountId of the row */
export function readGone(accountId: AccountId, subject: string): Page {
  const [requestId, endpoint, party, userId] = subject.split(' ');
  return {
    accountId,
    requestId: requestId as RequestId,
    endpoint: endpoint as EndpointId,
    party: party as Page['party'],
    userId: userId ? (userId as UserId) : null,
  };
}

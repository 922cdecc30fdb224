import type { AccountId, RequestId, UserId } from '@beside/shared/domain/ids';
import type { Entry, SideEntry, SupportRequest } from '@beside/shared/domain/request';
import type { Told } from '@beside/shared/protocol/contract';
import type { Alert } from '@beside/shared/protocol/contract/availability';
import type { AccessCode } from '@beside/shared/protocol/contract/codes';
import type { Note } from '@beside/shared/protocol/contract/notes';
import type { ReadyReply } from '@beside/shared/protocol/contract/replies';
import type { FileMaker } from './files.ts';

/** Committed facts on their way to the people who follow a request. */
export interface Publisher {
  /** @param unseen whether the change makes no difference to what the customer is told */
  requestChanged(accountId: AccountId, request: SupportRequest, unseen?: boolean): void;
  /** @param answered a socket that knows it from the answer to what it asked, and is not told again */
  entryAppended(accountId: AccountId, entry: Entry, answered?: string): void;
  alertRaised(technicianId: UserId, alert: Alert): void;
  /** `whom` has it up, beside those who may see the request. */
  alertGone(
    accountId: AccountId,
    request: SupportRequest,
    why: Told<'alert:gone'>['why'],
    whom?: readonly UserId[],
  ): void;
  /** The pop-up of an invitation goes, on this technician's pages. */
  invitationGone(technicianId: UserId, message: Told<'alert:gone'>): void;
  /** Other technicians than before are the ones whom the customer may know of. */
  facesChanged(accountId: AccountId, requestId: RequestId): void;
  /** To those who take part at the time of the commit, on all of their pages. */
  sideEntryAppended(team: readonly UserId[], entry: SideEntry): void;
  /** To the technician at once, and to the others of the account a moment later. */
  statusChanged(accountId: AccountId, message: Told<'status:changed'>): void;
  fileRefused(maker: FileMaker, message: Told<'file:refused'>): void;
  codeChanged(makerId: UserId, code: AccessCode): void;
  surveySent(message: Told<'survey:sent'>): void;
  queuePosition(message: Told<'queue:position'>): void;
  noticeRaised(userId: UserId, message: Told<'notice:raised'>): void;
  noteChanged(note: Note): void;
  noteDeleted(message: Told<'note:deleted'>): void;
  replyChanged(accountId: AccountId, owner: UserId | null, reply: ReadyReply): void;
  replyDeleted(accountId: AccountId, owner: UserId | null, id: string): void;
  /** Somebody may not see a request any more: their pages stop following it, and are told. */
  requestHidden(technicianId: UserId, message: Told<'request:hidden'>): Promise<void>;
  /** What somebody may see has changed: their pages follow that, and are told. */
  sightChanged(accountId: AccountId, technicianId: UserId): Promise<void>;
}

import type { Publisher } from '@beside/signaling-server/ports/publisher';

const nothing = (): void => undefined;

/** Tells nobody anything. */
export const silentPublisher: Publisher = {
  requestChanged: nothing,
  entryAppended: nothing,
  alertRaised: nothing,
  alertGone: nothing,
  invitationGone: nothing,
  facesChanged: nothing,
  sideEntryAppended: nothing,
  statusChanged: nothing,
  fileRefused: nothing,
  codeChanged: nothing,
  queuePosition: nothing,
  noticeRaised: nothing,
  noteChanged: nothing,
  noteDeleted: nothing,
  replyChanged: nothing,
  replyDeleted: nothing,
  requestHidden: () => Promise.resolve(),
  sightChanged: () => Promise.resolve(),
  surveySent: nothing,
};

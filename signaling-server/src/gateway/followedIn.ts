import type { RequestId } from '@beside/shared/domain/ids';

/** The requests that the rooms of a socket say that it follows. */
export function followedIn(socketRooms: Iterable<string>): RequestId[] {
  const prefix = 'request:';
  return [...socketRooms]
    .filter((room) => room.startsWith(prefix) && room.split(':').length === 2)
    .map((room) => room.slice(prefix.length) as RequestId);
}

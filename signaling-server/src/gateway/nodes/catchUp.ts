import { Scope } from '@beside/shared/lib/scope';
import type { GatewayServer } from '../caller.ts';
import type { SightRooms } from '../sight.ts';
import type { NodeNews } from './news.ts';
import type { Redis } from './openRedis.ts';

/** Several nodes come back at once: their pages are told once. */
const gatherMs = 200;
/** While nodes do not hear from each other, each looks by itself at what its people may see. */
const reviewEveryMs = 10_000;

interface Parts {
  redis: Redis;
  news: NodeNews;
  sight: Pick<SightRooms, 'review'>;
  onFailure: (failure: unknown) => void;
}

/**
 * What was told while Redis was away has not got to everybody. When it is back, the pages are told so
 * and ask for what they lack, from the database (rule G4).
 */
export function openCatchUp(
  server: GatewayServer,
  { redis, news, sight, onFailure }: Parts,
): { close(): void } {
  const scope = new Scope();
  let gathering = false;

  const tellPages = (): void => {
    if (gathering) return;
    gathering = true;
    scope.after(gatherMs, () => {
      gathering = false;
      server.local.emit('socket:behind', {});
      sight.review().catch(onFailure);
    });
  };
  redis.onReturn((hasLost) => {
    if (hasLost) news.tell('news:lost', {});
    tellPages();
  });
  news.on('news:lost', tellPages);
  scope.every(reviewEveryMs, () => {
    if (!redis.isHere) sight.review().catch(onFailure);
  });
  return { close: () => scope.close() };
}

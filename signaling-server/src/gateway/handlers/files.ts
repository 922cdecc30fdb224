import type { Downloads } from '../../desk/downloads.ts';
import type { Profiles } from '../../desk/profiles.ts';
import type { Uploads } from '../../desk/uploads.ts';
import type { Handlers } from '../bind.ts';
import { technicianOf } from './desk.ts';

type Names =
  'file:link' | 'file:state' | 'profiles:list' | 'profile:remove' | 'profile:send' | 'profile:link';

/** Files and mobile profiles, but for their bytes. */
export function createFileHandlers({
  uploads,
  downloads,
  profiles,
}: {
  uploads: Uploads;
  downloads: Downloads;
  profiles: Profiles;
}): Pick<Handlers, Names> {
  return {
    'file:link': ({ requestId, fileId }, { actor }) => downloads.fileLink(actor, requestId, fileId),
    'file:state': ({ requestId, id }, { actor }) => uploads.state(actor, requestId, id),
    'profiles:list': async (_input, { actor }) => ({
      profiles: await profiles.list(technicianOf(actor)),
    }),
    'profile:remove': async ({ id }, { actor }) => {
      await profiles.remove(technicianOf(actor), id);
      return {};
    },
    'profile:send': async ({ requestId, profileId }, { actor }) => ({
      request: await profiles.send(technicianOf(actor), requestId, profileId),
    }),
    'profile:link': ({ requestId, id }, { actor }) => downloads.profileLink(actor, requestId, id),
  };
}

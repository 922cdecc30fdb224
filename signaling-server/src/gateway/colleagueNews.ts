import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { Told } from '@beside/shared/protocol/contract';
import { rooms, type GatewayServer } from './caller.ts';

type View = Told<'status:changed'>['technician'];

/** Nobody waits for what a colleague does, and whoever comes with a thousand others is told with them. */
const gatherMs = 250;

/** Tells all technicians of an account who of them has come, gone, or changed their status. */
export function createColleagueNews(server: GatewayServer): {
  changed(accountId: AccountId, technician: View): void;
} {
  const gathered = new Map<AccountId, Map<UserId, View>>();
  const tell = (accountId: AccountId): void => {
    const technicians = [...(gathered.get(accountId)?.values() ?? [])];
    gathered.delete(accountId);
    server.to(rooms.technicians(accountId)).emit('colleagues:changed', { technicians });
  };
  return {
    changed(accountId, technician) {
      const known = gathered.get(accountId);
      if (known) known.set(technician.id, technician);
      else {
        gathered.set(accountId, new Map([[technician.id, technician]]));
        setTimeout(() => tell(accountId), gatherMs).unref();
      }
    },
  };
}

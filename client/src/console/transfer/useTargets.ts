import type { RequestId } from '@beside/shared/domain/ids';
import type { RequestOutput } from '@beside/shared/protocol/contract';
import { useEffect, useState } from 'react';
import { useAsk } from '../useAsk.ts';
import { useWorkspace } from '../WorkspaceContext.ts';

export type Targets = RequestOutput<'technicians:list'>;

/** Colleagues and portals, with where each colleague stands, live; `null` until they are known. */
export function useTargets(requestId: RequestId): Targets | null {
  const { signaling, me } = useWorkspace();
  const { ask } = useAsk();
  const [targets, setTargets] = useState<Targets | null>(null);

  useEffect(() => {
    let isOver = false;
    void ask(async () => {
      const { technicians, portals } = await signaling.request('technicians:list', { requestId });
      const others = technicians.filter(({ id }) => id !== me.id);
      if (!isOver) setTargets({ technicians: others, portals });
    });
    const stop = signaling.on('colleagues:changed', ({ technicians }) => {
      const changed = new Map(technicians.map((technician) => [technician.id, technician]));
      setTargets(
        (known) =>
          known && {
            ...known,
            technicians: known.technicians.map((one) => changed.get(one.id) ?? one),
          },
      );
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [signaling, me.id, requestId, ask]);
  return targets;
}

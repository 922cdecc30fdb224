import { requestIdSchema, type RequestId } from '@beside/shared/domain/ids';

/**
 * A room's name on its SFU node. With the epoch in it, what was left behind on a node is never taken
 * for the room that the session is in now.
 */
export function nameRoom(requestId: RequestId, epoch: number): string {
  return `${requestId}.${epoch}`;
}

/** @returns undefined for what {@link nameRoom} does not make */
export function readRoom(name: string): { requestId: RequestId; epoch: number } | undefined {
  const [id, epoch, ...rest] = name.split('.');
  const requestId = requestIdSchema.safeParse(id);
  const isNumber = epoch !== undefined && /^[1-9]\d{0,14}$/.test(epoch);
  if (!requestId.success || !isNumber || rest.length > 0) return undefined;
  return { requestId: requestId.data, epoch: Number(epoch) };
}

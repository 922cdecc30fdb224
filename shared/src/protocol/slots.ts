/**
 * What a link carries in each direction: a screen, the sound that belongs to it, and a voice. The
 * same three exist on both paths, in this order.
 */
export const slots = ['screen', 'sound', 'voice'] as const;
export type Slot = (typeof slots)[number];

export const slotKinds: Record<Slot, 'audio' | 'video'> = {
  screen: 'video',
  sound: 'audio',
  voice: 'audio',
};

/** What a data channel of a link is for; the same three exist on both paths. */
export const channelLabels = ['beat', 'moves', 'keys'] as const;
export type ChannelLabel = (typeof channelLabels)[number];

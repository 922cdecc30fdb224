import type { LinkPath } from '@beside/shared/protocol/contract/link';

export type { LinkPath };

/** Both paths, the preferred one first. The contract's own list would bring its schemas along. */
export const linkPaths = ['direct', 'relay'] as const satisfies readonly LinkPath[];

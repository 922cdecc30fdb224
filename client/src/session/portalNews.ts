/** What somebody outside of a portal may want to know. */
export type PortalNews =
  | { type: 'request-started' | 'request-ended'; requestId: string }
  /** How much of the other side's was not in front of the customer's eyes yet. */
  | { type: 'unread'; count: number; newest: string };

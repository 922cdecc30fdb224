import type { SupportRequest } from '@beside/shared/domain/request';

/** Somebody who can see what is shared; `by`: who invited them, where they are a guest. */
export interface Watcher {
  name: string;
  by: string | null;
}

/** Everybody whom the customer may know of (rule T4 of the protocol), who has the request first. */
export function whoSees({ assignee, team }: SupportRequest): Watcher[] {
  const guests = (team?.members ?? []).map(({ name, by }) => ({ name, by: by.name }));
  return assignee ? [{ name: assignee.name, by: null }, ...guests] : guests;
}

/** What an upgrade does to the chat, as an account sets it (rule S2). */
export const upgradeChats = ['same-page', 'moves', 'stays', 'both'] as const;
export type UpgradeChat = (typeof upgradeChats)[number];

/**
 * Where sharing has a window of its own: the chat moves into it, stays in the portal, or is in both.
 */
export const sessionWindows = ['moves', 'stays', 'both'] as const satisfies readonly UpgradeChat[];
export type SessionWindow = (typeof sessionWindows)[number];

/** Before an account has set anything. */
export const defaultUpgradeChat: UpgradeChat = 'same-page';

/** `undefined` where sharing happens in the portal's own page. */
export function sessionWindowOf(setting: UpgradeChat): SessionWindow | undefined {
  return setting === 'same-page' ? undefined : setting;
}

/** The two pages of a customer's conversation. */
export type CustomerPage = 'portal' | 'session';

/** What the place of the chat holds: `elsewhere` names the page where the conversation goes on. */
export type ChatPlace = 'here' | 'elsewhere';

/**
 * Whether a page of the customer shows the conversation. The portal gives it up only while there is
 * a window that has it, and takes it back when that has gone.
 *
 * @param mode `undefined` where sharing happens in the portal's own page
 * @param sessionIsOpen whether a session window of this conversation is there, or is shared from
 */
export function chatPlace(
  page: CustomerPage,
  mode: SessionWindow | undefined,
  sessionIsOpen: boolean,
): ChatPlace {
  if (page === 'session') return mode === 'stays' ? 'elsewhere' : 'here';
  return mode === 'moves' && sessionIsOpen ? 'elsewhere' : 'here';
}

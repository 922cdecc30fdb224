import type { AccountId, UserId } from '@beside/shared/domain/ids';
import type { SignInWay } from '@beside/shared/domain/signIn';

/** What an auditor asks about; nothing in it opens anything. */
export interface IdentityEvent {
  what:
    | 'signed in'
    | 'sign-in refused'
    | 'second step refused'
    | 'signed out'
    | 'sessions ended'
    | 'password reset asked'
    | 'password reset'
    | 'password changed'
    | 'authenticator app added'
    | 'authenticator app removed'
    | 'recovery codes made'
    | 'recovery code used'
    | 'passkey added'
    | 'passkey removed'
    | 'user invited'
    | 'invitation accepted'
    | 'installation set up'
    | 'single sign-on refused'
    | 'single sign-on changed'
    | 'user made by single sign-on'
    | 'user changed'
    | 'user disabled'
    | 'user enabled'
    | 'roles changed'
    | 'settings changed'
    | 'team changed'
    | 'users imported'
    | 'API key made'
    | 'API key revoked'
    | 'webhook changed'
    | 'webhook removed'
    | 'letter not sent';
  /** Who did it. */
  userId?: UserId;
  /** Whom or what it was done to, as an id. */
  subject?: string;
  accountId?: AccountId;
  address?: string;
  way?: SignInWay;
  reason?: string;
  count?: number;
}

export type Note = (event: IdentityEvent) => void;

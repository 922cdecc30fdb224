import type { Clock } from '@beside/shared/lib/clock';
import type { Storage } from '../ports.ts';
import type { Letters, OpenIdClient, SessionSockets } from '../ports/identity.ts';
import type { Note } from './events.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createMailbox } from './mailbox.ts';
import { createOwnAccount, type OwnAccount } from './ownAccount.ts';
import { createPasses } from './passes.ts';
import { createPasskeys } from './passkeys.ts';
import { createResets, type Resets } from './resets.ts';
import { createSecondFactor } from './secondFactor.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { createSetUp, type SetUp } from './setUp.ts';
import { createSignIn, type SignIn } from './signIn.ts';
import { createSingleSignOn, type SingleSignOn } from './singleSignOn.ts';
import { createSlowdown } from './slowdown.ts';
import { createVault } from './vault.ts';

/** Who people are: how they come in, how they prove it, and where they are signed in. */
export interface Identity {
  sessions: Sessions;
  signIn: SignIn;
  resets: Resets;
  invitations: Invitations;
  setUp: SetUp;
  own: OwnAccount;
  singleSignOn: SingleSignOn;
  /** Whether letters can be sent. */
  hasMail: boolean;
  close(): void;
}

interface Parts {
  storage: Pick<Storage, 'directory' | 'identity' | 'forAccount'>;
  clock: Clock;
  sockets: SessionSockets;
  letters: Letters;
  client: OpenIdClient;
  /** Of the installation: seals what has to be known again. */
  key: string;
  note: Note;
  onFailure: (failure: unknown) => void;
  /** What people reach the installation by, without a slash at its end. */
  baseUrl: () => string;
  allowPrivateProviders: boolean;
}

/** Where a provider sends the browser back to, below the address of the installation. */
export const singleSignOnReturn = '/api/v1/sign-in/single/return';

export function createIdentity(parts: Parts): Identity {
  const { clock, sockets, letters, client, key, note, onFailure, baseUrl } = parts;
  const { directory, identity: storage, forAccount } = parts.storage;
  const vault = createVault(key);
  const passes = createPasses(storage, clock);
  const slowdown = createSlowdown(storage, clock);
  const sessions = createSessions(storage, sockets, clock);
  const factor = createSecondFactor(storage, vault, clock);
  const passkeys = createPasskeys(storage, passes, clock);
  const mailbox = createMailbox(letters, note);
  const common = {
    ...{ directory, storage, forAccount, sessions, passes, slowdown, mailbox, note, clock },
  };
  const signIn = createSignIn({ ...common, factor, passkeys });

  return {
    sessions,
    signIn,
    resets: createResets({ ...common, onFailure }),
    invitations: createInvitations({ ...common, signIn, baseUrl }),
    setUp: createSetUp({ ...common, signIn }),
    own: createOwnAccount({ ...common, signIn, factor, passkeys }),
    singleSignOn: createSingleSignOn({
      ...common,
      signIn,
      vault,
      client,
      redirectUri: () => `${baseUrl()}${singleSignOnReturn}`,
      allowPrivate: parts.allowPrivateProviders,
    }),
    hasMail: mailbox.available,
    close: () => mailbox.close(),
  };
}

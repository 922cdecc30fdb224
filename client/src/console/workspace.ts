import type { RequestId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { chatIsOpen, sharingIsPossible } from '@beside/shared/domain/requestPhase';
import { mayIn } from '@beside/shared/domain/team';
import type { Language } from '@beside/shared/i18n/languages';
import { Scope } from '@beside/shared/lib/scope';
import type { Me } from '@beside/shared/protocol/http';
import { createStore } from 'zustand/vanilla';
import { createConversation, type Conversation } from '../session/conversation.ts';
import { requestStore } from '../session/conversationRequest.ts';
import type { ReadonlyStore, TechnicianLive } from '../session/live.ts';
import { createSideChat, type SideChat } from '../session/sideChat.ts';
import { createChatFiles, type ChatFiles } from '../session/files/chatFiles.ts';
import { createSignaling } from '../signaling/createSignaling.ts';
import type { Signaling } from '../signaling/signaling.ts';
import { createAlertList, type AlertList } from './alerts/alertList.ts';
import { createCodeList, type CodeList } from './codes/codeList.ts';
import { createCommands, type Commands } from './commands/commands.ts';
import { createLooking } from './notify/looking.ts';
import { createOwnPreferences, type OwnPreferences } from './notify/ownPreferences.ts';
import { createRequestList, type RequestList } from './requestList.ts';
import { createReplyList, type ReplyList } from './replies/replyList.ts';
import { createOwnStatus, type OwnStatus } from './status/ownStatus.ts';
import { createViewerWindow, type ViewerWindow } from './viewer/viewerWindow.ts';

export type LiveLoad = { state: 'loading' | 'failed' } | { state: 'ready'; live: TechnicianLive };

export interface WorkspaceState {
  /** Followed: the one that is looked at, and those of this technician that are going on. */
  conversations: ReadonlyMap<RequestId, Conversation>;
  /** The technicians' own chat, of those in which this one takes part and which have had a team. */
  sideChats: ReadonlyMap<RequestId, SideChat>;
  /** The live part of those that were looked at while they were going on. */
  lives: ReadonlyMap<RequestId, LiveLoad>;
}

/** All that one signed-in technician has open. */
export interface Workspace {
  readonly me: Me;
  readonly signaling: Signaling;
  readonly list: RequestList;
  readonly status: OwnStatus;
  readonly alerts: AlertList;
  readonly preferences: OwnPreferences;
  readonly codes: CodeList;
  readonly replies: ReplyList;
  readonly commands: Commands;
  readonly viewerWindow: ViewerWindow;
  readonly state: ReadonlyStore<WorkspaceState>;
  /** Its files, on their way even while another request is looked at. */
  filesOf(conversation: Conversation): ChatFiles;
  /** The request that is looked at now. */
  select(requestId: RequestId | null): void;
  /** Takes the request that an answer brought to everybody who shows it. */
  accept(request: SupportRequest): void;
  loadLiveAgain(requestId: RequestId): void;
  close(): void;
}

export function createWorkspace(me: Me, language: Language): Workspace {
  const scope = new Scope();
  const signaling = createSignaling({ party: 'technician' });
  const list = createRequestList(signaling);
  const preferences = createOwnPreferences(signaling, language);
  const looking = createLooking(signaling);
  const alerts = createAlertList(signaling, {
    seconds: () => preferences.state.getState().preferences.alertSeconds,
  });
  const status = createOwnStatus({ signaling, me: me.id, renewAlerts: alerts.renew });
  const codes = createCodeList(signaling);
  const replies = createReplyList(signaling);
  const viewerWindow = createViewerWindow();
  const store = createStore<WorkspaceState>(() => ({
    conversations: new Map(),
    sideChats: new Map(),
    lives: new Map(),
  }));
  const files = new Map<Conversation, ChatFiles>();
  let selected: RequestId | null = null;

  function wantsConversation(request: SupportRequest): boolean {
    return mayIn(request, me.id, 'follow') && chatIsOpen(request.phase);
  }

  function wantsSideChat(request: SupportRequest): boolean {
    return mayIn(request, me.id, 'follow') && request.team !== undefined;
  }

  function wantsLive(request: SupportRequest): boolean {
    return mayIn(request, me.id, 'follow') && sharingIsPossible(request.phase);
  }

  /** Opens and closes conversations so that exactly the wanted ones are followed. */
  function follow(): void {
    const wanted = new Set<RequestId>(selected ? [selected] : []);
    for (const request of list.getState().requests.values()) {
      if (wantsConversation(request)) wanted.add(request.id);
    }
    const { conversations } = store.getState();
    const next = new Map<RequestId, Conversation>();
    for (const [id, conversation] of conversations) {
      if (wanted.has(id)) next.set(id, conversation);
      else closeConversation(conversation);
    }
    for (const id of wanted) {
      if (!next.has(id)) next.set(id, createConversation({ signaling, requestId: id, me }));
    }
    if (!sameKeys(next, conversations)) store.setState({ conversations: next });
    keepSideChats(wanted);
    keepLives();
  }

  function keepSideChats(followed: ReadonlySet<RequestId>): void {
    const { requests } = list.getState();
    const { sideChats } = store.getState();
    const next = new Map<RequestId, SideChat>();
    for (const id of followed) {
      const request = requests.get(id);
      if (!request || !wantsSideChat(request)) continue;
      next.set(id, sideChats.get(id) ?? createSideChat({ signaling, requestId: id, me }));
    }
    for (const [id, sideChat] of sideChats) if (!next.has(id)) sideChat.close();
    if (!sameKeys(next, sideChats)) store.setState({ sideChats: next });
  }

  function closeConversation(conversation: Conversation): void {
    files.get(conversation)?.close();
    files.delete(conversation);
    conversation.close();
  }

  /** Ends the live part of what is over; begins that of what is looked at. */
  function keepLives(): void {
    const { requests } = list.getState();
    for (const [id, load] of store.getState().lives) {
      const request = requests.get(id);
      if (request && wantsLive(request)) continue;
      if (load.state === 'ready') load.live.close();
      setLive(id, null);
    }
    const request = selected ? requests.get(selected) : undefined;
    if (request && wantsLive(request) && !store.getState().lives.has(request.id)) {
      void loadLive(request);
    }
  }

  async function loadLive(request: SupportRequest): Promise<void> {
    setLive(request.id, { state: 'loading' });
    const module = await import('../session/technicianLive.ts').catch((): null => null);
    const conversation = store.getState().conversations.get(request.id);
    // Meanwhile it may have ended, or have been asked for anew.
    if (scope.closed || store.getState().lives.get(request.id)?.state !== 'loading') return;
    if (!module || !conversation) {
      setLive(request.id, { state: 'failed' });
      return;
    }
    const live = module.createTechnicianLive({
      signaling,
      requestId: request.id,
      me: me.id,
      request: requestStore(conversation, request),
    });
    setLive(request.id, { state: 'ready', live });
  }

  function setLive(requestId: RequestId, load: LiveLoad | null): void {
    const lives = new Map(store.getState().lives);
    if (load) lives.set(requestId, load);
    else lives.delete(requestId);
    store.setState({ lives });
  }

  scope.add(() => signaling.close());
  for (const part of [list, alerts, status, codes, replies, preferences, looking, viewerWindow])
    scope.add(() => part.close());
  scope.add(() => {
    for (const conversation of store.getState().conversations.values()) {
      closeConversation(conversation);
    }
    for (const sideChat of store.getState().sideChats.values()) sideChat.close();
    for (const load of store.getState().lives.values()) {
      if (load.state === 'ready') load.live.close();
    }
  });
  scope.add(list.subscribe(follow));

  return {
    me,
    signaling,
    list,
    status,
    preferences,
    alerts,
    codes,
    replies,
    commands: createCommands(),
    viewerWindow,
    state: store,
    filesOf(conversation) {
      const known = files.get(conversation);
      if (known) return known;
      const created = createChatFiles({ signaling, conversation, token: null });
      files.set(conversation, created);
      return created;
    },
    select(requestId) {
      selected = requestId;
      looking.select(requestId);
      follow();
    },
    accept(request) {
      store.getState().conversations.get(request.id)?.accept(request);
      list.accept(request);
    },
    loadLiveAgain(requestId) {
      setLive(requestId, null);
      keepLives();
    },
    close: () => scope.close(),
  };
}

function sameKeys(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}

import type { EndpointId } from '@beside/shared/domain/ids';
import type { SupportRequest } from '@beside/shared/domain/request';
import { sharingIsPossible } from '@beside/shared/domain/requestPhase';
import type { VoiceSetting } from '@beside/shared/domain/voice';
import { parties, type Party } from '@beside/shared/domain/words';
import { Scope } from '@beside/shared/lib/scope';
import { createStore } from 'zustand/vanilla';
import type { Ears, Heard } from '../media/ears.ts';
import { createLevelMeter, type LevelMeter } from '../media/levelMeter.ts';
import { listMicrophones, openMicrophone } from '../media/microphone.ts';
import type { Voice, VoiceView } from '../lib/voiceModel.ts';

/** How often levels are read, in ms: as fast as a bar that moves is calm to look at. */
const levelPeriodMs = 100;

interface Parts {
  /** The side that this page speaks for by now; `null` for who only listens. */
  own: () => Party | null;
  endpoint: EndpointId;
  ears: Ears;
  /** @throws where the server refuses */
  tell: (setting: VoiceSetting) => Promise<unknown>;
  /** What goes over the link from now on. */
  send: (track: MediaStreamTrack | null) => void;
}

/** Both voices, as one page has them (rule S9). */
export interface OwnVoice extends Voice {
  follow(request: SupportRequest): void;
  /** The browser plays nothing before a click, or does again. */
  setBlocked(blocked: boolean): void;
  close(): void;
}

const quiet: VoiceView = {
  own: 'off',
  elsewhere: false,
  mayTalk: false,
  failure: null,
  microphones: [],
  chosen: null,
  sides: { customer: 'off', technician: 'off' },
  sound: null,
  soundVolume: 1,
  soundMuted: false,
  blocked: false,
};

export function createVoice({ own: side, endpoint, ears, tell, send }: Parts): OwnVoice {
  const scope = new Scope();
  const view = createStore<VoiceView>(() => quiet);
  const levels = createStore<Record<Party, number>>(() => ({ customer: 0, technician: 0 }));
  let track: MediaStreamTrack | null = null;
  let meter: LevelMeter | undefined;
  /** Whether everybody has been told that it is on here: only then can they be told that it is not. */
  let known = false;
  let cancelLevels: (() => void) | undefined;
  /** Counts what was asked for, so that an answer that is too late is known as such. */
  let asked = 0;

  const take = (next: MediaStreamTrack | null): void => {
    track?.removeEventListener('ended', onEnded);
    track?.stop();
    meter?.close();
    track = next;
    meter = next ? createLevelMeter(next) : undefined;
    next?.addEventListener('ended', onEnded);
    send(next);
  };
  /** The device was pulled out, or the right taken away, while it was on. */
  const onEnded = (): void => {
    turnOff();
    view.setState({ failure: 'none' });
  };

  const readLevels = (): void => {
    const { sides } = view.getState();
    const read = (party: Party): number => {
      if (sides[party] !== 'on') return 0;
      return party === side() ? (meter?.read() ?? 0) : ears.level(`${party}-voice`);
    };
    const next = { customer: read('customer'), technician: read('technician') };
    const now = levels.getState();
    if (parties.some((party) => next[party] !== now[party])) levels.setState(next);
  };
  /** Reads as long as somebody's microphone is on. */
  const keepReading = (): void => {
    const { sides } = view.getState();
    const wanted = parties.some((party) => sides[party] !== 'off');
    if (wanted === (cancelLevels !== undefined)) return;
    cancelLevels?.();
    cancelLevels = wanted ? scope.every(levelPeriodMs, readLevels) : undefined;
    if (!wanted) levels.setState({ customer: 0, technician: 0 });
  };

  const open = async (id: string | null): Promise<void> => {
    asked += 1;
    const turn = asked;
    view.setState({ own: track ? view.getState().own : 'asking', failure: null });
    const opened = await openMicrophone(id);
    if (turn !== asked || scope.closed) {
      if (opened.ok) opened.track.stop();
      return;
    }
    if (!opened.ok) {
      view.setState({ failure: opened.why, ...(!track && { own: 'off' as const }) });
      return;
    }
    opened.track.enabled = view.getState().own !== 'muted';
    const isNew = !track;
    take(opened.track);
    view.setState({ chosen: opened.track.getSettings().deviceId ?? id });
    listMicrophones().then(
      (microphones) => scope.closed || view.setState({ microphones }),
      // Then there is nothing to choose from.
      () => undefined,
    );
    if (isNew) await announce();
  };

  const announce = async (): Promise<void> => {
    view.setState({ own: 'on' });
    known = false;
    try {
      await tell('on');
    } catch {
      // Not to be reached, or too late: nobody is linked for it, so nothing is kept open.
      if (track) end();
      view.setState({ failure: 'failed' });
    }
  };

  const end = (): void => {
    asked += 1;
    take(null);
    known = false;
    view.setState({ own: 'off', failure: null });
  };

  const turnOff = (): void => {
    const was = view.getState().own;
    end();
    // Refused, it is off already.
    if (was === 'on' || was === 'muted') tell('off').catch(() => undefined);
  };

  const applyVolume = (): void => {
    const { soundVolume, soundMuted } = view.getState();
    for (const party of parties) ears.setVolume(`${party}-sound`, soundMuted ? 0 : soundVolume);
  };

  scope.add(() => {
    if (track) end();
  });
  return {
    view,
    levels,
    turnOn() {
      const { own: state, mayTalk } = view.getState();
      if (mayTalk && state === 'off') void open(view.getState().chosen);
    },
    turnOff,
    setMuted(muted) {
      if (!track) return;
      track.enabled = !muted;
      view.setState({ own: muted ? 'muted' : 'on' });
      tell(muted ? 'muted' : 'on').catch(() => undefined);
    },
    choose(id) {
      if (track) void open(id);
      else view.setState({ chosen: id });
    },
    setSound(change) {
      view.setState(change);
      applyVolume();
    },
    setBlocked: (blocked) => view.setState({ blocked }),
    follow(request) {
      const { voice } = request.live;
      const own = side();
      const mine = own && voice[own];
      const isHere = mine?.phase === 'on' && mine.endpoint === endpoint;
      if (isHere) known = true;
      // Another page of this side has it by now, or it was ended with the chat.
      else if (known && track) end();
      const heard = heardIn(request, own);
      view.setState({
        sides: {
          customer: stateOf(request, 'customer'),
          technician: stateOf(request, 'technician'),
        },
        elsewhere: mine?.phase === 'on' && !isHere,
        mayTalk: own !== null && sharingIsPossible(request.phase) && !goesElsewhere(request),
        sound: parties.find((party) => heard.has(`${party}-sound`)) ?? null,
      });
      ears.expect(heard);
      keepReading();
    },
    close: () => scope.close(),
  };

  /** Whether this side's screen goes from another page, from which its voice has to go too. */
  function goesElsewhere({ live: { share, show } }: SupportRequest): boolean {
    if (side() === 'customer') return share.phase === 'sharing' && share.endpoint !== endpoint;
    return show.phase === 'showing' && show.endpoint !== endpoint;
  }
}

function stateOf({ live }: SupportRequest, party: Party): 'off' | 'on' | 'muted' {
  const side = live.voice[party];
  if (side.phase === 'off') return 'off';
  return side.muted ? 'muted' : 'on';
}

/** What the other sides send that can be heard. */
function heardIn({ live }: SupportRequest, own: Party | null): Set<Heard> {
  const { share, show, voice } = live;
  const heard = new Set<Heard>();
  for (const party of parties) {
    if (party === own) continue;
    if (voice[party].phase === 'on') heard.add(`${party}-voice`);
    const screen = party === 'customer' ? share : show;
    const isOn = screen.phase === 'sharing' || screen.phase === 'showing';
    if (isOn && screen.sound && !screen.paused) heard.add(`${party}-sound`);
  }
  return heard;
}

import type { EndpointId, RequestId, UserId } from '@beside/shared/domain/ids';
import { TypedEmitter } from '@beside/shared/lib/emitter';
import { Scope } from '@beside/shared/lib/scope';
import type { EnvelopeNote } from '@beside/shared/protocol/sealing';
import type { Signaling } from '../../signaling/signaling.ts';
import type { Bond } from './bond.ts';
import { createBonds } from './bonds.ts';
import type { Bytes } from './bytes.ts';
import { startFrameSealing } from './frameSealing.ts';
import { Handout } from './handout.ts';
import { MessageSealer } from './messageCipher.ts';
import { createOpenSeal } from './openSeal.ts';
import { createOwnKey } from './ownKey.ts';
import { describeProtection, noProtection, sameProtection, type Protection } from './protection.ts';
import { createTheirKeys } from './theirKeys.ts';

/** Keys that nobody says are in place are handed over again. */
const handAgainMs = 1_000;
/** An agreement that takes longer is not coming by itself; people are told. */
const lateAfterMs = 15_000;

/** The end-to-end seal of what one page sends and takes in one live part, on whatever path. */
export interface Seal {
  readonly events: TypedEmitter<{ changed: Protection }>;
  readonly protection: Protection;
  /** To be called before the sender's first frame. */
  protectSender(sender: RTCRtpSender): void;
  /** @param from the page whose frames it is to show */
  protectReceiver(receiver: RTCRtpReceiver, from: EndpointId): void;
  /**
   * Shows a screen as soon as it comes, without the browser's buffer, where the browser can.
   *
   * @param from the page whose seal is to be opened; `null`: it is not sealed
   * @param show is given the track to be shown: at once, and maybe later another one
   */
  playReceiver(
    receiver: RTCRtpReceiver,
    from: EndpointId | null,
    show: (track: MediaStreamTrack) => void,
  ): void;
  /** Numbers what has a counter of its own; no number comes twice. */
  nextStream(): number;
  /** @returns `null` as long as there is no key */
  sealMessage(stream: number, label: string, bytes: Bytes): Bytes | null;
  /** @returns `null` for what is not to be trusted */
  openMessage(from: EndpointId, label: string, bytes: Bytes): Bytes | null;
  /** Agrees with that page upon keys; `null`: with whoever has the request, who passes them on. */
  agreeWith(to: EndpointId | null): void;
  /** Who takes part has changed. */
  review(): void;
  close(): void;
}

/**
 * How somebody stands to this page. `through`: they are given what this page was given as well,
 * because whoever sends it is not to know of them.
 */
export type BondPart = 'party' | 'through' | null;

export interface SealParts {
  signaling: Signaling;
  requestId: RequestId;
  /** Whether, and as what, a page of that person (`null`: the customer) may agree with this one. */
  partOf(by: UserId | null): BondPart;
}

/** @param startFrames the browser's part of it */
export async function createSeal(
  parts: SealParts,
  startFrames: typeof startFrameSealing = startFrameSealing,
): Promise<Seal> {
  // Browsers keep it from pages that came without TLS.
  if (!('subtle' in crypto)) return createOpenSeal(parts);
  const { signaling, requestId, partOf } = parts;
  const scope = new Scope();
  const events = new TypedEmitter<{ changed: Protection }>();
  const sealer = new MessageSealer();
  const handout = new Handout<Bond>();
  const held = new Set<Bond>();
  let protection = noProtection;
  let unopened = 0;
  let trouble = false;
  let stream = 0;

  const frames = await startFrames((count) => {
    unopened += count;
    describe();
  });
  const can = frames !== null;
  const theirs = createTheirKeys({
    requestId,
    tellWorker: (message) => frames?.tell(message),
    deafTo: () => {
      for (const bond of bonds.begun) if (bond.state === 'confirmed') bonds.begin(bond.askedFor);
    },
  });

  const isThrough = (bond: Bond): boolean =>
    !bonds.begun.has(bond) && bond.remote !== null && partOf(bond.remote.by) === 'through';
  /** Who is handed keys. */
  const parties = (): Bond[] => [...held].filter(({ holds }) => holds);
  /** Whose word on what it can do is proven, or plain to be seen by everybody. */
  const met = (): Bond[] =>
    [...held].filter(({ state }) => state === 'confirmed' || state === 'cannot');
  const bonds = createBonds({
    signaling,
    requestId,
    can,
    mayBond: (by) => partOf(by) !== null,
    changed: (bond) => follow(bond),
    note: (bond, note) => void heed(bond, note),
  });
  const own = createOwnKey({
    requestId,
    owner: signaling.endpoint,
    scope,
    // What was not proven to be said by that browser takes nobody's seal away; nor does somebody whom
    // the others do not know of.
    mode: () => (can && met().every((bond) => bond.theyCan || isThrough(bond)) ? 'sealed' : 'open'),
    handOut: (note) => {
      for (const bond of parties()) handout.hand(bond, note);
    },
    isTaken: () => handout.isTaken(signaling.endpoint),
    isMet: () => met().length > 0,
    use: (frameKey, messageKey) => {
      frames?.tell({ type: 'own', own: frameKey });
      sealer.setKey(messageKey);
      describe();
    },
  });

  function describe(): void {
    const modes = [own.mode, ...theirs.modes];
    const next = describeProtection(bonds.all, modes, { can, trouble, unopened });
    if (scope.closed || sameProtection(next, protection)) return;
    protection = next;
    events.emit('changed', next);
  }

  const follow = (bond: Bond): void => {
    if (bond.state === 'failed') trouble = true;
    if (bond.state === 'confirmed') trouble = false;
    const holds = bonds.all.includes(bond) && (bond.holds || bond.state === 'cannot');
    if (holds && !held.has(bond)) join(bond);
    else if (!holds && held.has(bond)) leave(bond);
    // Proven just now: it may be a reason to go on without the seal.
    else if (bond.state === 'confirmed' && !bond.theyCan) void own.renew();
    own.check();
    describe();
  };
  const join = (bond: Bond): void => {
    held.add(bond);
    if (bond.state === 'cannot' && bond.remote) theirs.takeOpen(bond.remote.endpoint);
    renewAll(bond);
  };
  const leave = (bond: Bond): void => {
    held.delete(bond);
    handout.forget(bond);
    const gone = bond.remote?.endpoint;
    const isBack = [...held].some(({ remote }) => remote?.endpoint === gone);
    if (gone !== undefined && !isBack) theirs.forget(gone);
    // Whoever has come in its place has had the key renewed already.
    if (!isBack) renewAll(bond);
  };
  const renewAll = (because: Bond): void => {
    void own.renew();
    if (!isThrough(because)) return;
    for (const bond of parties()) if (bonds.begun.has(bond)) bond.tell({ kind: 'renew' });
  };

  const heed = async (bond: Bond, note: EnvelopeNote): Promise<void> => {
    if (note.kind === 'renew') return own.renew();
    if (note.kind === 'taken') {
      handout.taken(bond, note.owner, note.generation);
      return own.check();
    }
    // Another page's key is taken only from whom this one asked to pass it on.
    const isVouched = bonds.begun.has(bond) && bond.askedFor === null;
    if (note.owner !== bond.remote?.endpoint && !isVouched) return;
    await theirs.take(note);
    bond.tell({ kind: 'taken', owner: note.owner, generation: note.generation });
    for (const other of parties()) if (isThrough(other)) handout.hand(other, note);
    describe();
  };

  scope.add(() => frames?.close());
  scope.add(() => bonds.close());
  scope.every(handAgainMs, () => handout.again());
  scope.after(lateAfterMs, () => {
    trouble ||= protection.state === 'agreeing';
    describe();
  });

  return {
    events,
    get protection() {
      return protection;
    },
    protectSender: (sender) => frames?.seal(sender, (stream += 1)),
    protectReceiver: (receiver, from) => frames?.open(receiver, from),
    playReceiver(receiver, from, show) {
      show(frames?.play(receiver, from, () => show(receiver.track)) ?? receiver.track);
    },
    nextStream: () => (stream += 1),
    sealMessage: (at, label, bytes) => sealer.seal(at, label, bytes),
    openMessage: (from, label, bytes) => theirs.open(from, label, bytes),
    agreeWith: (to) => bonds.begin(to),
    review: () => bonds.review(),
    close: () => {
      scope.close();
      events.clear();
    },
  };
}

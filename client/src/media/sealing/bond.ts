import type { EndpointId, UserId } from '@beside/shared/domain/ids';
import { Scope } from '@beside/shared/lib/scope';
import type { SealStep } from '@beside/shared/protocol/contract/sealing';
import type { EnvelopeNote } from '@beside/shared/protocol/sealing';
import { agree, commitTo, createIdentity, type Ends, type Identity } from './agreement.ts';
import { equal, fromBase64, toBase64 } from './bytes.ts';
import type { Envelopes } from './envelopes.ts';

/**
 * `agreed`: both have each other's key. `confirmed`: the other has proven it; only then the words are
 * worth comparing. `cannot`: the other page has no cryptography. `failed`: what came did not fit.
 */
export type BondState = 'opening' | 'agreed' | 'confirmed' | 'cannot' | 'failed';

/** The other page, and who sits there; `null` is the customer. */
export interface Remote {
  endpoint: EndpointId;
  by: UserId | null;
}

interface Parts {
  id: string;
  requestId: string;
  own: EndpointId;
  /** Whether this page's browser can seal pictures. */
  can: boolean;
  /** @param to `null` before anybody has answered whose endpoint is not known */
  send(to: EndpointId | null, step: SealStep): void;
  /** Its state has changed. */
  changed(bond: Bond): void;
  note(bond: Bond, note: EnvelopeNote): void;
}

type Told<T extends SealStep['type']> = Extract<SealStep, { type: T }>;

/** Who begins asks again so often until there is an answer. */
const askAgainMs = 2_000;
/** An agreement that is not confirmed by then is given up. */
const confirmWithinMs = 8_000;

/** One agreement between this page and another, from its commitment to its end. */
export class Bond {
  readonly id: string;
  readonly #parts: Parts;
  readonly #scope = new Scope();
  readonly #begins: boolean;
  #askedFor: EndpointId | null = null;
  #remote: Remote | null = null;
  #state: BondState = 'opening';
  #identity: Identity | undefined;
  #commitment: string | undefined;
  #envelopes: Envelopes | undefined;
  #words: string[] = [];
  #theyCan = false;
  #queue: Promise<void> = Promise.resolve();
  #outbox: Promise<void> = Promise.resolve();

  private constructor(parts: Parts, begins: boolean) {
    this.id = parts.id;
    this.#parts = parts;
    this.#begins = begins;
  }

  /** @param to `null`: whoever has the request, on whichever page */
  static begin(parts: Parts, to: EndpointId | null): Bond {
    const bond = new Bond(parts, true);
    bond.#askedFor = to;
    bond.#enqueue(() => bond.#commit(to));
    return bond;
  }

  static answer(parts: Parts, remote: Remote): Bond {
    const bond = new Bond(parts, false);
    bond.#remote = remote;
    return bond;
  }

  get remote(): Remote | null {
    return this.#remote;
  }
  /** Whom this page wanted to agree with; `null`: whoever has the request. */
  get askedFor(): EndpointId | null {
    return this.#askedFor;
  }
  get state(): BondState {
    return this.#state;
  }
  /** Whether keys can be handed over. */
  get holds(): boolean {
    return this.#state === 'agreed' || this.#state === 'confirmed';
  }
  get words(): readonly string[] {
    return this.#words;
  }
  get theyCan(): boolean {
    return this.#theyCan;
  }

  /** Steps are worked off one after another, in the order in which they came. */
  receive(from: Remote, step: SealStep): void {
    this.#enqueue(() => this.#take(from, step));
  }

  tell(note: EnvelopeNote): void {
    this.#outbox = this.#outbox.then(async () => {
      const sealed = await this.#envelopes?.seal(note);
      if (sealed && this.holds) this.#send({ type: 'envelope', bytes: toBase64(sealed) });
    });
  }

  close(): void {
    this.#scope.close();
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(() => (this.#scope.closed ? undefined : work()))
      .catch(() => this.#fail());
  }

  async #commit(to: EndpointId | null): Promise<void> {
    const { requestId, own: initiator, can } = this.#parts;
    this.#identity = await createIdentity(can);
    const ends = { requestId, bond: this.id, initiator };
    const hash = toBase64(await commitTo(this.#identity.opening, ends));
    const ask = (): void => {
      if (this.#remote === null) this.#parts.send(to, { type: 'commit', hash });
    };
    ask();
    this.#scope.every(askAgainMs, ask);
  }

  async #take(from: Remote, step: SealStep): Promise<void> {
    switch (step.type) {
      case 'commit':
        return this.#answer(step);
      case 'answer':
        if (this.#begins && this.#remote === null) await this.#reveal(from, step);
        return;
      case 'reveal':
        if (!this.#begins && this.#state === 'opening') await this.#check(step);
        return;
      case 'envelope':
        return this.#open(step);
      case 'cannot':
        this.#remote = from;
        // Who said it without being asked is told that it was heard.
        if (!this.#begins) this.#send({ type: 'cannot' });
        return this.#become('cannot');
      case 'failed':
        return this.#become('failed');
    }
  }

  /** Asked twice, it answers the same: another answer would be another guess for who is in between. */
  async #answer({ hash }: Told<'commit'>): Promise<void> {
    if (this.#begins || this.#state !== 'opening') return;
    if (this.#commitment !== undefined && this.#commitment !== hash) return this.#fail();
    this.#commitment = hash;
    if (!this.#identity) this.#giveUpLater();
    this.#identity ??= await createIdentity(this.#parts.can);
    this.#sendOpening('answer', this.#identity);
  }

  async #reveal(from: Remote, answer: Told<'answer'>): Promise<void> {
    if (!this.#identity) return;
    this.#remote = from;
    this.#giveUpLater();
    this.#sendOpening('reveal', this.#identity);
    await this.#agree(this.#identity, answer);
  }

  async #check(reveal: Told<'reveal'>): Promise<void> {
    if (!this.#identity || !this.#remote || this.#commitment === undefined) return;
    const { requestId } = this.#parts;
    const ends = { requestId, bond: this.id, initiator: this.#remote.endpoint };
    const due = await commitTo(openingOf(reveal), ends);
    if (!equal(due, fromBase64(this.#commitment))) return this.#fail();
    await this.#agree(this.#identity, reveal);
  }

  async #agree(identity: Identity, theirs: Told<'answer' | 'reveal'>): Promise<void> {
    const { requestId, own } = this.#parts;
    const other = this.#remote?.endpoint ?? '';
    const [initiator, responder] = this.#begins ? [own, other] : [other, own];
    const ends: Ends = { requestId, bond: this.id, initiator, responder };
    const role = this.#begins ? 'initiator' : 'responder';
    const agreement = await agree(role, identity, openingOf(theirs), ends);
    this.#words = agreement.words;
    this.#envelopes = agreement.envelopes;
    this.#theyCan = theirs.can;
    this.#become('agreed');
  }

  async #open({ bytes }: Told<'envelope'>): Promise<void> {
    const note = await this.#envelopes?.open(fromBase64(bytes));
    if (note && this.#state === 'agreed') this.#become('confirmed');
    if (note && this.#state === 'confirmed') this.#parts.note(this, note);
    // The first one that comes has to open: otherwise the two have not agreed upon the same.
    else if (this.#state === 'agreed') this.#fail();
  }

  #sendOpening(type: 'answer' | 'reveal', { opening: { key, nonce, can } }: Identity): void {
    this.#send({ type, key: toBase64(key), nonce: toBase64(nonce), can });
  }

  #send(step: SealStep): void {
    this.#parts.send(this.#remote?.endpoint ?? null, step);
  }

  #giveUpLater(): void {
    this.#scope.after(confirmWithinMs, () => {
      if (this.#state === 'opening' || this.#state === 'agreed') this.#fail();
    });
  }

  #fail(): void {
    if (this.#state === 'failed') return;
    this.#send({ type: 'failed' });
    this.#become('failed');
  }

  #become(state: BondState): void {
    if (this.#state === state || this.#scope.closed) return;
    this.#state = state;
    this.#parts.changed(this);
  }
}

function openingOf({ key, nonce, can }: Told<'answer' | 'reveal'>) {
  return { key: fromBase64(key), nonce: fromBase64(nonce), can };
}

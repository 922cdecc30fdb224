import { concat, utf8, type Bytes } from './bytes.ts';
import { derive, sha256 } from './contentKey.ts';
import { Envelopes } from './envelopes.ts';
import { wordsOf } from './words.ts';

/** What each side says of itself, and the words are made of. */
export interface Opening {
  /** Public key on P-256, 65 bytes, uncompressed. */
  key: Bytes;
  /** 32 random bytes. */
  nonce: Bytes;
  /** Whether its browser can seal pictures. */
  can: boolean;
}

/** One side's part of one agreement; lives as long as that. */
export interface Identity {
  opening: Opening;
  privateKey: CryptoKey;
}

/** Who agrees with whom, about what. */
export interface Ends {
  requestId: string;
  bond: string;
  /** The page that began; it has committed itself before it saw the other's opening. */
  initiator: string;
  responder: string;
}

/** What an agreement gives, the same on both sides unless somebody has come in between. */
export interface Agreement {
  words: string[];
  envelopes: Envelopes;
}

const curve = { name: 'ECDH', namedCurve: 'P-256' };

export async function createIdentity(can: boolean): Promise<Identity> {
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const key = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const nonce = crypto.getRandomValues(new Uint8Array(32));
  return { opening: { key, nonce, can }, privateKey: pair.privateKey };
}

/** Binds who begins to an opening without giving it away. */
export function commitTo(
  opening: Opening,
  { requestId, bond, initiator }: Omit<Ends, 'responder'>,
): Promise<Bytes> {
  return sha256(utf8(`beside commit 1 ${requestId} ${bond} ${initiator} `), encode(opening));
}

/**
 * @param theirs untrusted: a key that is not on the curve is refused
 * @throws DOMException
 */
export async function agree(
  role: 'initiator' | 'responder',
  own: Identity,
  theirs: Opening,
  ends: Ends,
): Promise<Agreement> {
  const { requestId, bond, initiator, responder } = ends;
  const [first, second] = role === 'initiator' ? [own.opening, theirs] : [theirs, own.opening];
  // All that both must have seen alike: who, about what, both keys, and what both say they can.
  const transcript = concat(
    utf8(`beside seal 1 ${requestId} ${bond} ${initiator} ${responder} `),
    encode(first),
    encode(second),
  );
  const publicKey = await crypto.subtle.importKey('raw', theirs.key, curve, false, []);
  const secret = new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, own.privateKey, 256),
  );
  const salt = await sha256(transcript);
  const directed = (from: string) => derive(secret, salt, utf8(`beside envelope 1 ${from}`), 32);
  const [fromInitiator, fromResponder] = [await directed('initiator'), await directed('responder')];
  const [outward, inward] =
    role === 'initiator' ? [fromInitiator, fromResponder] : [fromResponder, fromInitiator];
  return {
    words: wordsOf(await sha256(utf8('beside words 1 '), transcript)),
    envelopes: await Envelopes.create(outward, inward),
  };
}

function encode({ key, nonce, can }: Opening): Bytes {
  return concat(key, nonce, Uint8Array.of(can ? 1 : 0));
}

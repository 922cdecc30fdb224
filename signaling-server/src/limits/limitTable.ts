const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** One bound on what somebody may cost. */
export interface Limit {
  /** How much in `seconds`: times, or KiB where the name says so. */
  points: number;
  seconds: number;
  /** Whose share it is. A token is a customer's, a technician's session, or a program's key. */
  of: 'address' | 'token' | 'account' | 'everybody';
  /** Counted by all nodes together, or by each one for itself where asking Redis would cost more. */
  counted: 'together' | 'each';
  /** It holds off who guesses: `LIMIT_FACTOR` does not widen it. */
  guards?: true;
  /** This machine is not counted: a proxy that names nobody would be taken for everybody. */
  sparesLoopback?: true;
}

/** All that is counted at the edges; docs/limits.md says why each figure is what it is. */
export const limitTable = {
  'requests-by-address': {
    ...{ points: 6000, seconds: minute, of: 'address', counted: 'each', sparesLoopback: true },
  },
  'api-by-address': {
    ...{ points: 1200, seconds: minute, of: 'address', counted: 'together', sparesLoopback: true },
  },
  'handshakes-by-address': {
    ...{ points: 600, seconds: minute, of: 'address', counted: 'each', sparesLoopback: true },
  },
  'strangers-by-address': {
    ...{ points: 600, seconds: 10 * minute, of: 'address', counted: 'together' },
    ...{ sparesLoopback: true },
  },
  'forms-by-address': { points: 60, seconds: 10 * minute, of: 'address', counted: 'together' },
  'forms-by-account': { points: 3000, seconds: 10 * minute, of: 'account', counted: 'together' },
  // Nine digits, a thousand codes open at a time: at this pace a guesser finds one in a month.
  'wrong-codes-by-address': {
    ...{ points: 20, seconds: 15 * minute, of: 'address', counted: 'together', guards: true },
  },
  'wrong-codes-by-everybody': {
    ...{ points: 300, seconds: 15 * minute, of: 'everybody', counted: 'together', guards: true },
  },
  // Of every tab with our script that is come back to, three; most of them get no answer.
  'tab-questions-by-address': { points: 600, seconds: minute, of: 'address', counted: 'each' },
  'tab-answers-by-address': { points: 60, seconds: minute, of: 'address', counted: 'each' },
  'calls-by-key': { points: 300, seconds: minute, of: 'token', counted: 'together' },
  'chat-by-token': { points: 600, seconds: minute, of: 'token', counted: 'each' },
  'searches-by-token': { points: 240, seconds: minute, of: 'token', counted: 'each' },
  'codes-by-token': { points: 60, seconds: 10 * minute, of: 'token', counted: 'together' },
  'codes-by-account': { points: 600, seconds: 10 * minute, of: 'account', counted: 'together' },
  'relay-transports-by-token': { points: 120, seconds: minute, of: 'token', counted: 'each' },
  // Whoever is at work makes one or two requests a second; what is more is left out of the traces.
  'spans-by-token': { points: 600, seconds: minute, of: 'token', counted: 'each' },
  'exports-by-token': { points: 20, seconds: 10 * minute, of: 'token', counted: 'together' },
  'exports-by-account': { points: 60, seconds: 10 * minute, of: 'account', counted: 'together' },
  'upload-kib-by-token': { points: 4 * 1024 ** 2, seconds: day, of: 'token', counted: 'together' },
  'upload-kib-by-account': {
    ...{ points: 200 * 1024 ** 2, seconds: day, of: 'account', counted: 'together' },
  },
  'uploads-by-address': { points: 600, seconds: hour, of: 'address', counted: 'together' },
  'download-kib-by-address': {
    ...{ points: 20 * 1024 ** 2, seconds: hour, of: 'address', counted: 'together' },
  },
  'recorded-kib-by-token': {
    ...{ points: 40 * 1024 ** 2, seconds: day, of: 'token', counted: 'together' },
  },
  'recorded-kib-by-account': {
    ...{ points: 1024 ** 3, seconds: day, of: 'account', counted: 'together' },
  },
  'watched-kib-by-token': {
    ...{ points: 20 * 1024 ** 2, seconds: hour, of: 'token', counted: 'together' },
  },
  'invitations-by-account': { points: 1000, seconds: day, of: 'account', counted: 'together' },
  'webhook-tries-by-account': {
    ...{ points: 60, seconds: 10 * minute, of: 'account', counted: 'together' },
  },
  'mails-by-recipient': { points: 60, seconds: hour, of: 'token', counted: 'together' },
  'texts-by-recipient': { points: 20, seconds: hour, of: 'token', counted: 'together' },
  'texts-by-everybody': { points: 600, seconds: hour, of: 'everybody', counted: 'together' },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;

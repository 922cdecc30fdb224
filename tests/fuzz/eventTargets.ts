import type { TestPage } from '../support/installation/people.ts';
import { notices, requests } from '@beside/shared/protocol/contract';
import { wellFormed } from '../integration/gateway/inputs.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

/** One malformed event: by whom, what, and with what. */
export interface FuzzedEvent {
  party: 'customer' | 'technician';
  name: string;
  args: unknown[];
  asks: boolean;
}

const names = [...Object.keys(requests), ...Object.keys(notices)];
const definitions: Record<
  string,
  { from: readonly string[]; input: { safeParse(value: unknown): { success: boolean } } }
> = {
  ...requests,
  ...notices,
};

/** An event of the contract, or of no contract, that has to be refused whoever sends it. */
export function fuzzEvent(random: Random, requestId: string): FuzzedEvent {
  const party = random.pick(['customer', 'technician'] as const);
  const shape = random.next();
  if (shape < 0.02) {
    const name = random.pick([
      'toString',
      '__proto__',
      'constructor',
      'chat:post ',
      'nobody',
      '\u0000',
      'x'.repeat(5000),
    ]);
    return { party, name, args: [mutate({ requestId }, random)], asks: random.next() < 0.5 };
  }
  const name = random.pick(names);
  const isRequest = Object.hasOwn(requests, name);
  const definition = definitions[name]!;
  const valid = wellFormed(name, requestId);
  if (shape < 0.05) {
    // An argument too many or none, an acknowledgement too many or none: all of it is checked first.
    const args = random.pick([[], [valid, valid], [valid, null]]);
    return { party, name, args, asks: random.next() < 0.5 };
  }
  if (shape < 0.08) return { party, name, args: [Buffer.from(name.repeat(9))], asks: isRequest };
  for (let tries = 0; tries < 20; tries += 1) {
    const input = mutate(valid, random);
    if (!definition.input.safeParse(said(input)).success)
      return { party, name, args: [input], asks: isRequest };
  }
  return { party, name, args: [null], asks: isRequest };
}

/** As it arrives. */
function said(input: unknown): unknown {
  const text = JSON.stringify(input) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

export type Outcome = 'refused' | 'accepted' | 'unanswered';

/** @returns once it is answered; a notice once it is sent */
export async function sendEvent(
  page: TestPage,
  { name, args, asks }: FuzzedEvent,
): Promise<Outcome> {
  if (!asks) {
    page.socket.emit(name, ...args);
    return 'refused';
  }
  let end = (): void => undefined;
  const gone = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined);
    page.socket.once('disconnect', end);
  });
  const asking = page.socket.timeout(20_000).emitWithAck(name, ...args);
  const answer = (await Promise.race([asking.catch(() => undefined), gone])) as
    { ok?: boolean } | undefined;
  page.socket.off('disconnect', end);
  if (answer === undefined) return 'unanswered';
  return answer.ok === false ? 'refused' : 'accepted';
}

/** What is no packet of Socket.IO, or of nobody's. */
export const brokenPackets = [
  '4',
  '42',
  '42[',
  '42{}',
  '42[null]',
  '42[1,2]',
  '42[{}]',
  '42["disconnect"]',
  '42["connect",{}]',
  '429999999999999999999["chat:post",{}]',
  '43999[{"ok":true}]',
  '4599999-["chat:post",{"_placeholder":true,"num":0}]',
  '451-["chat:post",{"_placeholder":true,"num":99}]',
  '45-1["x"]',
  '42/admin,["x"]',
  '40/admin,{}',
  '40/helper,{"protocol":1}',
  '41',
  '44{}',
  '4x',
  '9',
  '0',
  '1',
  '5',
  '6',
  '\u0000',
  'b',
  'bAAAA',
  `42${'['.repeat(60_000)}`,
  `42["chat:post",${'['.repeat(20_000)}${']'.repeat(20_000)}]`,
  `42["chat:post",${'{"a":'.repeat(9_000)}0${'}'.repeat(9_000)}]`,
  `42["${'x'.repeat(60_000)}"]`,
] as const;

import type { Browsers, Contender, Session } from './contenders.ts';
import type { Noted } from './pageScripts.ts';
import { usageOf } from '../../support/processes.ts';

const settleMs = 2_000;

/**
 * What the server and its relay hold for each relayed session, in MB: the growth from the first
 * session to the last, all of them sharing; what the first one costs stays in use and is not counted.
 */
export async function measureMemory(
  { server, open }: Contender,
  browsers: Browsers,
  sessions: number,
): Promise<number> {
  const opened: Session[] = [];
  const add = async (): Promise<void> => {
    const session = await open(browsers);
    opened.push(session);
    await session.share();
    await session.viewer.waitForFunction(() => (window as unknown as Noted).seen.length > 0);
  };
  const held = async (): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    return usageOf(server.pid).memoryBytes;
  };
  await add();
  const before = await held();
  while (opened.length < sessions + 1) await add();
  const after = await held();
  await Promise.all(opened.map((session) => session.close()));
  return (after - before) / sessions / 1e6;
}

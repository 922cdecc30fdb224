#!/usr/bin/env node
import { NoDesktop, type Desktop } from './desktop/desktop.ts';
import { openDesktop } from './desktop/openDesktop.ts';
import { enter } from './link/enter.ts';
import { openLink } from './link/openLink.ts';
import { readArguments } from './readArguments.ts';
import { runHelper } from './runHelper.ts';
import { openTerminal } from './terminal/terminal.ts';
import { createSay, languageOf } from './terminal/words.ts';

const say = createSay(languageOf(process.env));

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2));
  if (given.kind === 'help') {
    console.log(say('program.usage'));
    return 0;
  }
  if (given.kind === 'wrong') {
    console.error(say(`program.${given.why}`));
    return 2;
  }
  const desktop = await open();
  if (!desktop) return 1;
  try {
    const entered = await enter(given.server, given.code);
    if (!entered.ok) {
      console.error(say(`program.${entered.why}`, { server: given.server }));
      return 1;
    }
    return await run(desktop, given.server, entered.token);
  } finally {
    desktop.close();
  }
}

/** Before the code is used: where nothing can be moved, it is good for another machine still. */
async function open(): Promise<Desktop | undefined> {
  try {
    return await openDesktop(process);
  } catch (failure) {
    if (!(failure instanceof NoDesktop)) throw failure;
    const { refusal } = failure;
    const library = refusal.why === 'no-library' ? refusal.library : '';
    console.error(say(`program.${refusal.why}`, { library }));
    return undefined;
  }
}

async function run(desktop: Desktop, server: string, token: string): Promise<number> {
  const terminal = openTerminal();
  const link = openLink(server, token);
  const session = runHelper({ desktop, link, terminal, say, now: () => performance.now() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => session.stop());
  }
  const outcome = await session.over;
  const words = outcome === 'version' ? 'program.version' : (`program.ended-${outcome}` as const);
  terminal.say(`\n${say(words, { server })}`);
  terminal.close();
  return outcome === 'version' ? 1 : 0;
}

process.exit(await main());

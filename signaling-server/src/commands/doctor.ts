import { styleText } from 'node:util';
import { entranceChecks } from './doctor/entranceChecks.ts';
import { fails, reasonOf, type Check, type Finding } from './doctor/finding.ts';
import { mediaChecks } from './doctor/mediaChecks.ts';
import { storeChecks } from './doctor/storeChecks.ts';
import { endPlainly, readCommandConfig } from './openCommand.ts';

/*
 * Looks at everything that an installation needs, as its settings describe it, and says of each whether
 * it works and what to do; nothing is changed. Ends with 1 where something fails.
 */

const signs = { ok: ['green', '✓'], note: ['yellow', '!'], fails: ['red', '✗'] } as const;

function print(title: string, { state, what, todo }: Finding): void {
  const [colour, sign] = signs[state];
  console.log(`${styleText(colour, sign)} ${title}: ${what}`);
  if (todo !== undefined) console.log(`    ${todo}`);
}

async function look({ run }: Check, config: Parameters<Check['run']>[0]): Promise<Finding[]> {
  try {
    return [(await run(config)) ?? []].flat();
  } catch (failure) {
    return [fails(reasonOf(failure), 'This should not happen: please report it.')];
  }
}

await endPlainly(async () => {
  const config = readCommandConfig();
  let failed = 0;
  for (const check of [...entranceChecks, ...storeChecks, ...mediaChecks]) {
    for (const finding of await look(check, config)) {
      print(check.title, finding);
      if (finding.state === 'fails') failed += 1;
    }
  }
  if (failed > 0) console.error(`\n${failed} of what is needed does not work.`);
  return failed > 0 ? 1 : 0;
});

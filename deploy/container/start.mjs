import { parseArgs } from 'node:util';

const mains = {
  all: '../../signaling-server/src/main.ts',
  signaling: '../../signaling-server/src/main.ts',
  sfu: '../../sfu/src/main.ts',
};

/** @returns {string | undefined} the module of the role that the arguments name */
function mainOf() {
  try {
    const { values } = parseArgs({ options: { role: { type: 'string', default: 'all' } } });
    return Object.entries(mains).find(([role]) => role === values.role)?.[1];
  } catch {
    return undefined;
  }
}

const main = mainOf();
if (main === undefined) {
  console.error(`The arguments of the container are --role ${Object.keys(mains).join(', or ')}.`);
  process.exit(78); // EX_CONFIG of sysexits.h
}
await import(main);

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackages } from './setup/packageLicences.mjs';
import { nodePath, root, run, runMain } from './setup/steps.mjs';

const help = `Usage: npm run licences [-- --check]

Writes docs/licences.md: every package of the lock file, its licence, and where it is used.
  --check  fails where the list was out of date, or a licence is none that may be`;

/** What asks for nothing but its own notice. */
const free = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
];
/** What may be where; MPL-2.0 asks for the source of its own files alone, and those are not changed here. */
const allowed = {
  'in the pages': free,
  'on the servers': [...free, 'MPL-2.0'],
  'at the helper': free,
  'for building and testing': [...free, 'CC-BY-4.0', 'CC0-1.0', 'MPL-2.0', 'Python-2.0'],
};
const file = join(root, 'docs', 'licences.md');

const packages = listPackages(root);
const isAllowed = (/** @type {import('./setup/packageLicences.mjs').Package} */ one) =>
  one.where.every((place) => one.anyOf.some((licence) => allowed[place].includes(licence)));

function page() {
  const counts = Object.keys(allowed).map(
    (place) => `- ${place}: ${packages.filter(({ where }) => where.includes(place)).length}`,
  );
  const rows = packages.map(
    ({ name, versions, licence, where }) =>
      `| ${name} | ${versions.join(', ')} | ${licence} | ${where.join(', ')} |`,
  );
  return `# Licences of others

All packages of the lock file, by \`npm run licences\`; \`npm run check\` keeps the list true, and looks whether each licence
may be where it is (\`scripts/licences.mjs\`). The texts of what is in the pages are delivered with them, at
\`/licences.txt\`; a bill of materials in CycloneDX is made by \`npm run sbom\`.

${counts.join('\n')}

| package | version | licence | where |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

runMain(async () => {
  const args = process.argv.slice(2);
  const isCheck = args.includes('--check');
  if (args.some((arg) => arg !== '--check')) {
    console.log(help);
    return args.includes('--help') || args.includes('-h') ? 0 : 2;
  }
  const refused = packages.filter((one) => !isAllowed(one));
  for (const { name, licence, where } of refused) {
    console.error(`${name}: ${licence} may not be ${where.join(' and ')}`);
  }
  const before = isCheck ? readFileSync(file, 'utf8') : '';
  writeFileSync(file, page());
  const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  const written = await run(nodePath, [prettier, '--write', '--log-level', 'warn', file]);
  const isOld = isCheck && readFileSync(file, 'utf8') !== before;
  if (isOld) console.error('docs/licences.md was out of date; it has been written anew.');
  return written === 0 && refused.length === 0 && !isOld ? 0 : 1;
});

import { join } from 'node:path';
import {
  checkNode,
  installDependencies,
  nodePath,
  root,
  run,
  runMain,
  step,
} from './setup/steps.mjs';

const modules = join(root, 'node_modules');

/** Two lanes, for two cores: the linter alone takes as long as all the rest. */
const lanes = [
  [{ title: 'Lint', program: 'eslint/bin/eslint.js', args: ['.', '--max-warnings=0'] }],
  [
    { title: 'Types', program: 'typescript/bin/tsc', args: ['--build'] },
    {
      title: 'Boundaries',
      program: 'dependency-cruiser/bin/dependency-cruiser.mjs',
      args: [
        ...['--config', '.dependency-cruiser.js', '--output-type', 'err'],
        ...['shared/src', 'sfu/src', 'signaling-server/src', 'client/src', 'client/helper/src'],
      ],
    },
    {
      title: 'Format',
      program: 'prettier/bin/prettier.cjs',
      args: ['--check', '--log-level', 'warn', '.'],
    },
    { title: 'Dead code', program: 'knip/bin/knip.js', args: [] },
    { title: 'Licences', program: '../scripts/licences.mjs', args: ['--check'] },
  ],
];

runMain(async () => {
  checkNode();
  await installDependencies();
  let failed = 0;
  await Promise.all(
    lanes.map(async (checks) => {
      for (const { title, program, args } of checks) {
        await step(title, async () => {
          if ((await run(nodePath, [join(modules, program), ...args])) !== 0) failed += 1;
        });
      }
    }),
  );
  if (failed > 0) console.error(`\n${failed} of ${lanes.flat().length} checks failed.`);
  return failed > 0 ? 1 : 0;
});

import { runPrepared } from './setup/runPrepared.mjs';

// Pictures of every page and state into `.screens`, the README's two into `docs/pictures`.
runPrepared('screens', 'takeScreens.ts');

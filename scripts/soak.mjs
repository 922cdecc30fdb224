import { runPrepared } from './setup/runPrepared.mjs';

// Hours of use in a row on a server of its own: whether its memory and handles stay as they are.
runPrepared('soak', 'run.ts');

import { runPrepared } from './setup/runPrepared.mjs';

// How soon shared text is sharp after a change; figures into `.bench`.
runPrepared('bench', 'sharpness', 'sharpness.bench.ts');

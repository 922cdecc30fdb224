import { runPrepared } from './setup/runPrepared.mjs';

// The technician's hand beside a bare data channel; figures into `.bench`.
runPrepared('bench', 'hand', 'hand.bench.ts');

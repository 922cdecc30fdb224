import { runPrepared } from './setup/runPrepared.mjs';

// How long the picture stands still when a network or a server fails; figures into `.bench`.
runPrepared('bench', 'failover', 'failover.bench.ts');

import { runPrepared } from './setup/runPrepared.mjs';

// How long reports take over a million sessions, on both databases; figures into `.bench`.
runPrepared('bench', 'reports', 'reports.bench.ts');

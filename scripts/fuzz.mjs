import { runPrepared } from './setup/runPrepared.mjs';

// Floods, slow connections, and malformed events and requests by the million, against a server of its own.
runPrepared('fuzz', 'run.ts');

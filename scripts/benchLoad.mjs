import { runPrepared } from './setup/runPrepared.mjs';

// Chat through the whole server beside a bare Socket.IO relay; figures into `.bench`.
runPrepared('bench', 'load', 'load.bench.ts');

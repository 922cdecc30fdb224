import { runPrepared } from './setup/runPrepared.mjs';

// People chat and share while everything fails that can; figures into `.bench`.
runPrepared('chaos', 'runChaos.ts');

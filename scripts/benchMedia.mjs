import { runPrepared } from './setup/runPrepared.mjs';

// The shared picture beside a bare floor; figures and their picture into `.bench`.
runPrepared('bench', 'media', 'media.bench.ts');

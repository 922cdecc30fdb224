import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles the floor's pages into `outDir`. */
export async function buildFloor(outDir: string): Promise<void> {
  const root = fileURLToPath(new URL('.', import.meta.url));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    // Its main entry expects a bundler with Node's shims.
    resolve: { alias: { 'simple-peer': 'simple-peer/simplepeer.min.js' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      rolldownOptions: { input: [`${root}direct.html`, `${root}relay.html`] },
    },
  });
}

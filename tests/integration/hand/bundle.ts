import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** One script for a page, from one module of this folder. */
export async function bundle(module: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL(module, import.meta.url)),
        formats: ['iife'],
        name: 'bundled',
      },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error(`nothing was built of ${module}`);
  return output.output[0].code;
}

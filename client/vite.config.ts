import { defineConfig, type UserConfig } from 'vite';
import react from '@vitejs/plugin-react';

/*
 * Two faces, two builds: `vite build --mode portal` and `vite build --mode console`. Each goes to
 * `dist/<face>`: the page `<face>.html` and hashed assets under `/assets/<face>/`, which never
 * change under their name.
 */
const faces: Record<string, UserConfig> = {
  // The customer's first load is counted in kilobytes: Preact stands in for React there.
  portal: {
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    resolve: {
      alias: [
        { find: /^react$/, replacement: 'preact/compat' },
        { find: /^react-dom$/, replacement: 'preact/compat' },
        { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
        { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      ],
    },
  },
  console: {
    plugins: [react()],
    build: {
      rolldownOptions: {
        // The worker for pushes keeps its name: browsers look for a newer one under it.
        input: { console: 'console.html', 'console-push': 'src/app/consolePush.ts' },
        output: {
          entryFileNames: ({ name }) =>
            name === 'console-push' ? '[name].js' : 'assets/console/[name]-[hash].js',
        },
      },
    },
  },
};

export default defineConfig(({ mode }) => {
  const face = faces[mode];
  if (!face) throw new Error(`--mode has to be one of ${Object.keys(faces).join(', ')}`);
  return {
    ...face,
    root: import.meta.dirname,
    build: {
      outDir: `dist/${mode}`,
      assetsDir: `assets/${mode}`,
      emptyOutDir: true,
      // Inlined assets and the polyfill's inline script would need holes in the page's policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'baseline-widely-available',
      reportCompressedSize: true,
      rolldownOptions: { input: `${mode}.html` },
      ...face.build,
    },
  };
});

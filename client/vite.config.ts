import { defineConfig, mergeConfig, type Plugin, type UserConfig } from 'vite';
import react from '@vitejs/plugin-react';

/** The customer's first load is counted in kilobytes: Preact stands in for React there. */
const preact: UserConfig = {
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: [
      { find: /^react$/, replacement: 'preact/compat' },
      { find: /^react-dom$/, replacement: 'preact/compat' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
    ],
  },
};

/**
 * Zod tries whether it may evaluate code. The policies of our pages, and of good sites, say no and have
 * that reported; its own switch against it would come too late, after the first schemas are made.
 */
const withoutEval: Plugin = {
  name: 'zod-without-eval',
  transform: {
    filter: { id: /\/zod\/v4\/core\/core\.js$/ },
    handler(code) {
      const given = '__zod_globalConfig = {}';
      if (!code.includes(given)) this.error('Zod keeps its configuration in another place');
      return { code: code.replace(given, '__zod_globalConfig = { jitless: true }'), map: null };
    },
  },
};

/** In somebody else's page `rem` is that page's affair: the panel sets a unit of its own. */
const ownRem = {
  postcssPlugin: 'own-rem',
  Declaration(declaration: { value: string }) {
    declaration.value = declaration.value.replaceAll(
      /(?<![\w.-])(\d*\.?\d+)rem\b/g,
      'calc($1 * var(--rem))',
    );
  },
};

/*
 * Six builds: `vite build --mode portal`, `console`, `admin`, `embed`, `panel` and `tab`. Each goes to
 * `dist/<mode>`; its hashed assets, under `/assets/<mode>/`, never change under their name. The
 * first three are pages, `<mode>.html`. `embed.js` is the script that other sites carry, in one piece;
 * `embed/panel.js` is the module that it loads when it is opened, with its styles beside it, and
 * `embed/tab.js` the one that it loads when its tab is shared, in one piece too.
 */
const modes: Record<string, UserConfig> = {
  portal: mergeConfig(preact, {
    build: {
      rolldownOptions: {
        input: 'portal.html',
        // What is loaded first compresses best in one piece, whatever later scripts share of it.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  } satisfies UserConfig),
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
  admin: {
    plugins: [react()],
    build: { rolldownOptions: { input: 'admin.html' } },
  },
  embed: {
    build: {
      rolldownOptions: {
        input: 'src/app/embed.ts',
        output: { format: 'iife', entryFileNames: 'embed.js' },
      },
    },
  },
  panel: mergeConfig(preact, {
    base: './',
    css: { postcss: { plugins: [ownRem] } },
    build: {
      // The styles go into the panel's shadow root, and never by themselves into the page.
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: 'src/app/panel.ts',
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'embed/panel.js', assetFileNames: 'embed/panel[extname]' },
      },
    },
  } satisfies UserConfig),
  tab: {
    build: {
      rolldownOptions: {
        input: 'src/app/tab.ts',
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'embed/tab.js' },
      },
    },
  },
};

export default defineConfig(({ mode }) => {
  const own = modes[mode];
  if (!own) throw new Error(`--mode has to be one of ${Object.keys(modes).join(', ')}`);
  const common: UserConfig = {
    root: import.meta.dirname,
    plugins: [withoutEval],
    build: {
      outDir: `dist/${mode}`,
      assetsDir: `assets/${mode}`,
      emptyOutDir: true,
      // Inlined assets and the polyfill's inline script would need holes in the page's policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'baseline-widely-available',
      reportCompressedSize: true,
      // What is in it by others, with the texts under which they give it: /licences.txt.
      license: { fileName: 'licences.json' },
    },
  };
  return mergeConfig(common, own);
});

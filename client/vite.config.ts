import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { outlinesAtBuild } from './outlines-at-build.ts'
import { pageTypesAtBuild } from './page-types-at-build.ts'

/** Two bundles from one source: what the browser runs, and what the server renders with. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pageTypesAtBuild(), outlinesAtBuild()],
  publicDir: false,
  builder: {},
  worker: { format: 'es' },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    // A file inlined as data: would be refused by the content security policy, and could not be preloaded.
    assetsInlineLimit: 0,
    emptyOutDir: true,
    // The editor's chunk, which readers never load.
    chunkSizeWarningLimit: 900,
    modulePreload: { polyfill: false },
  },
  environments: {
    client: {
      build: {
        outDir: 'dist/browser',
        manifest: true,
        rolldownOptions: { input: 'src/browser.tsx' },
      },
    },
    ssr: {
      resolve: { noExternal: true },
      build: {
        outDir: 'dist/ssr',
        ssr: true,
        emitAssets: false,
        rolldownOptions: { input: { render: 'src/render.tsx' }, output: { entryFileNames: '[name].js' } },
      },
    },
  },
})

/** Builds the client into `client/dist`, for the browser, its service worker and the server: `node client/build.ts`. */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { build, createBuilder } from 'vite'

const builder = await createBuilder({ configFile: `${import.meta.dirname}/vite.config.ts`, logLevel: 'warn' })
for (const bundle of ['client', 'ssr']) {
  const environment = builder.environments[bundle]
  if (!environment) throw new Error(`vite.config.ts describes no bundle named ${bundle}`)
  await builder.build(environment)
}

const files = readdirSync(`${import.meta.dirname}/dist/browser/assets`).toSorted()

/** One file at the root of the wiki, whose name never changes; it knows all files that the browser may ask for. */
await build({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'warn',
  publicDir: false,
  define: {
    FILES: JSON.stringify(files.map((name) => `/assets/${name}`)),
    BUILD: JSON.stringify(createHash('sha256').update(files.join()).digest('hex').slice(0, 16)),
  },
  build: {
    outDir: 'dist/browser',
    emptyOutDir: false,
    rolldownOptions: {
      input: 'src/carrying/service-worker.ts',
      output: { format: 'iife', entryFileNames: 'sw.js' },
    },
  },
})

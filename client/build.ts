/** Builds both bundles of the client into `client/dist`: `node client/build.ts`. */
import { createBuilder } from 'vite'

const builder = await createBuilder({ configFile: `${import.meta.dirname}/vite.config.ts`, logLevel: 'warn' })
for (const bundle of ['client', 'ssr']) {
  const environment = builder.environments[bundle]
  if (!environment) throw new Error(`vite.config.ts describes no bundle named ${bundle}`)
  await builder.build(environment)
}

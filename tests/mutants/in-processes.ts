/** Loaded before each process that a test starts: the guard that `MUTANT` names is taken out there too. */
import { registerHooks } from 'node:module'
import { changed, mutantOf } from './mutants.ts'

const mutant = mutantOf(process.env.MUTANT)

if (mutant)
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(`/server/src/${mutant.file}`) || !loaded.source) return loaded
      const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
      return { ...loaded, source: changed(source, mutant) }
    },
  })

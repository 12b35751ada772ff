import { defineConfig, mergeConfig } from 'vitest/config'
import whole from '../../vitest.config.ts'
import { changed, mutantOf } from './mutants.ts'

/** The project's own tests on a server with one guard taken out: the mutant that `MUTANT` names. */
const mutant = mutantOf(process.env.MUTANT)
if (!mutant) throw new Error('no such mutant')

const patch = {
  name: `mutant: ${mutant.name}`,
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    id.endsWith(`/server/src/${mutant.file}`) ? changed(code, mutant) : undefined,
}

/** Processes that tests start are mutants too. */
const env = { NODE_OPTIONS: `--import ${import.meta.dirname}/in-processes.ts` }

const projects = (whole.test?.projects ?? []).map((project) =>
  mergeConfig(project as object, {
    root: new URL('../../', import.meta.url).pathname,
    plugins: [patch],
    test: { fsModuleCache: false, env },
  }),
)

export default defineConfig({ test: { projects, fsModuleCache: false } })

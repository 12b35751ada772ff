import { defineConfig, mergeConfig } from 'vitest/config'
import whole from '../../vitest.config.ts'
import { MUTANTS } from './mutants.ts'

/** The project's own tests on a server with one guard taken out: the mutant that `MUTANT` names. */
const mutant = MUTANTS.find(({ name }) => name === process.env.MUTANT)
if (!mutant) throw new Error('no such mutant')

const patch = {
  name: `mutant: ${mutant.name}`,
  enforce: 'pre' as const,
  transform(code: string, id: string): string | undefined {
    if (!id.endsWith(`/server/src/${mutant.file}`)) return undefined
    for (const [from] of mutant.changes)
      if (!code.includes(from)) throw new Error(`no longer in ${mutant.file}: ${from}`)
    return mutant.changes.reduce((changed, [from, to]) => changed.replace(from, to), code)
  },
}

const projects = (whole.test?.projects ?? []).map((project) =>
  mergeConfig(project as object, {
    root: new URL('../../', import.meta.url).pathname,
    plugins: [patch],
    test: { fsModuleCache: false },
  }),
)

export default defineConfig({ test: { projects, fsModuleCache: false } })

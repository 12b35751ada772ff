import { Type, type Static } from 'typebox'
import { LinkFound, PageName } from './pages.ts'

/** How far a check is, and the links of sources that no longer lead where they did. */
export const LinkChecks = Type.Object({
  /** False where the wiki asks nothing outside: the setting is not on. */
  allowed: Type.Boolean(),
  running: Type.Boolean(),
  done: Type.Integer(),
  total: Type.Integer(),
  links: Type.Array(Type.Object({ page: PageName, url: Type.String(), found: LinkFound })),
})
export type LinkChecks = Static<typeof LinkChecks>

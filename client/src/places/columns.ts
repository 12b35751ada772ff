import type { Widget } from '@terreau/shared/page-types/define.ts'
import type { ShownField, ShownType } from '../page-types.ts'

/** So many columns are read side by side; the page itself says the rest. */
const MOST = 7

/** Values that stand in a cell: short, and not the names of other pages. */
const NOT_IN_CELLS = new Set<Widget>(['long-text', 'texts', 'page', 'pages', 'leads', 'image', 'position', 'colour'])

export interface Column {
  readonly name: string
  readonly field: ShownField
}

/** The columns of a type: what its cards show, what its lists are narrowed by, then what it asks for. */
export function columnsOf({ fields, card, facets }: ShownType): Column[] {
  const names = [...new Set([...card, ...facets, ...Object.keys(fields)])]
  return names
    .flatMap((name) => {
      const field = fields[name]
      return field && !NOT_IN_CELLS.has(field.widget) && !OF_ALL.has(name) ? [{ name, field }] : []
    })
    .slice(0, MOST)
}

/** They say little in a table of one type, or stand in a column of their own. */
const OF_ALL = new Set(['title', 'summary', 'licence', 'tags', 'verified_on', 'valid_from', 'valid_until'])

import type { PageTypeKey } from './define.ts'

/** What one page is to another, read from the field that names it; labels say it both ways. */
export const RELATIONS = [
  'answers',
  'rests-on',
  'translates',
  'tries',
  'told-by',
  'happened-at',
  'serves',
  'lies-in',
  'hands-over-at',
  'provided-by',
  'brought-by',
  'offers',
  'runs',
  'part-of',
  'run-by',
  'held-at',
  'hosted-by',
  'practises',
  'piloted-by',
  'partnered-by',
  'uses',
  'variant-of',
  'names',
] as const
export type Relation = (typeof RELATIONS)[number]

const OF_ALL: Readonly<Record<string, Relation>> = {
  leads: 'answers',
  sources: 'rests-on',
  citation: 'rests-on',
  translation_of: 'translates',
}

const OF_TYPE: Partial<Record<PageTypeKey, Readonly<Record<string, Relation>>>> = {
  practice: { variants: 'variant-of' },
  experience: { practice: 'tries', by: 'told-by', at: 'happened-at' },
  'transport-option': { serves: 'serves' },
  space: { place: 'lies-in' },
  service: { place: 'hands-over-at', provider: 'provided-by', last_mile: 'brought-by' },
  actor: { offers: 'offers', places: 'runs', part_of: 'part-of' },
  place: { operator: 'run-by' },
  event: { place: 'held-at', host: 'hosted-by', practice: 'practises' },
  experiment: { place: 'lies-in', pilots: 'piloted-by', partners: 'partnered-by', methods: 'uses' },
}

/** The relation that a page of this type states by a field, a link or a citation. */
export function relationOf(type: PageTypeKey, kind: string): Relation {
  return OF_TYPE[type]?.[kind] ?? OF_ALL[kind] ?? 'names'
}

/**
 * What PROV-JSON (W3C member submission of 24 April 2013) asks of a document, in our own words: the kinds of record,
 * what each has to name and may name, and what each name has to be. Beside these a record holds attributes, unless it is
 * closed. In that submission `wasEndedby` is spelt so; `mentionOf` and bundles are left out, as nothing here makes them.
 */
const RELATIONS: Record<string, { readonly needs: Ends; readonly may?: Ends; readonly closed?: true }> = {
  wasGeneratedBy: { needs: { entity: 'entity' }, may: { activity: 'activity', time: 'time' } },
  used: { needs: { activity: 'activity' }, may: { entity: 'entity', time: 'time' } },
  wasInformedBy: { needs: { informed: 'activity', informant: 'activity' } },
  wasStartedBy: { needs: { activity: 'activity' }, may: { trigger: 'entity', starter: 'activity', time: 'time' } },
  wasEndedby: { needs: { activity: 'activity' }, may: { trigger: 'entity', ender: 'activity', time: 'time' } },
  wasInvalidatedBy: { needs: { entity: 'entity' }, may: { activity: 'activity', time: 'time' } },
  wasDerivedFrom: {
    needs: { generatedEntity: 'entity', usedEntity: 'entity' },
    may: { activity: 'activity', generation: 'wasGeneratedBy', usage: 'used' },
  },
  wasAttributedTo: { needs: { entity: 'entity', agent: 'agent' } },
  wasAssociatedWith: { needs: { activity: 'activity' }, may: { agent: 'agent', plan: 'entity' } },
  actedOnBehalfOf: { needs: { delegate: 'agent', responsible: 'agent' }, may: { activity: 'activity' } },
  wasInfluencedBy: { needs: { influencee: 'any', influencer: 'any' } },
  specializationOf: { needs: { specificEntity: 'entity', generalEntity: 'entity' }, closed: true },
  alternateOf: { needs: { alternate1: 'entity', alternate2: 'entity' }, closed: true },
  hadMember: { needs: { collection: 'entity', entity: 'entity' }, closed: true },
}
type Ends = Readonly<Record<string, string>>

const ELEMENTS = ['entity', 'activity', 'agent']
type Document = Record<string, Record<string, unknown>>

/** What is wrong with a document; empty where nothing is. Each relation has to name what the document declares. */
export function provFaults(document: Document): string[] {
  const { prefix = {}, ...kinds } = document
  return [
    ...Object.entries(prefix).flatMap(([key, uri]) =>
      /^[\w-]+$/.test(key) && typeof uri === 'string' && URL.canParse(uri) ? [] : [`prefix ${key}`],
    ),
    ...Object.entries(kinds).flatMap(([kind, records]) =>
      Object.entries(records).flatMap(([id, record]) =>
        [...nameFaults(id, prefix), ...recordFaults(kind, record as Record<string, unknown>, document)].map(
          (fault) => `${kind} ${id}: ${fault}`,
        ),
      ),
    ),
  ]
}

/** A name has a prefix that the document declares; the blank one and PROV's own need no declaring. */
function nameFaults(name: string, prefix: object): string[] {
  const [, before = ''] = /^([\w-]+):[\w.-]+$/.exec(name) ?? []
  return ['_', 'prov'].includes(before) || Object.hasOwn(prefix, before) ? [] : [`${name} has no known prefix`]
}

function recordFaults(kind: string, record: Record<string, unknown>, document: Document): string[] {
  const relation = RELATIONS[kind]
  if (!relation && !ELEMENTS.includes(kind)) return ['unknown kind']
  const own: Ends = relation ? { ...relation.needs, ...relation.may } : kind === 'activity' ? TIMES : {}
  const lacking = Object.keys(relation?.needs ?? {}).filter((key) => !Object.hasOwn(record, `prov:${key}`))
  return [
    ...lacking.map((key) => `lacks prov:${key}`),
    ...Object.entries(record).flatMap(([key, value]) => {
      const end = own[key.replace(/^prov:/, '')]
      if (end !== undefined && key.startsWith('prov:')) return endFaults(key, value, end, document)
      if (relation?.closed) return [`${key} may not stand here`]
      return [...nameFaults(key, document.prefix ?? {}), ...(isAttribute(value) ? [] : [`${key} is no attribute`])]
    }),
  ]
}

const TIMES = { startTime: 'time', endTime: 'time' }

function endFaults(key: string, value: unknown, end: string, document: Document): string[] {
  if (typeof value !== 'string') return [`${key} is no name`]
  if (end === 'time') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? [] : [`${key} is no time`]
  const places = end === 'any' ? ELEMENTS : [end]
  return places.some((place) => Object.hasOwn(document[place] ?? {}, value)) ? [] : [`${key} names nothing: ${value}`]
}

function isAttribute(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => !Array.isArray(one) && isAttribute(one))
  if (typeof value !== 'object' || value === null) return ['string', 'number', 'boolean'].includes(typeof value)
  const { $, type, lang, ...rest } = value as Record<string, unknown>
  const isTyped = [type, lang].every((one) => one === undefined || typeof one === 'string')
  return ['string', 'number', 'boolean'].includes(typeof $) && isTyped && Object.keys(rest).length === 0
}

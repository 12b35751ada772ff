import { Type, type Static } from 'typebox'

/** Types of CSL 1.0.2 that our sources become (csl-data.json of citation-style-language/schema). */
const CSL_TYPES = [
  'document',
  'report',
  'interview',
  'dataset',
  'webpage',
  'personal_communication',
  'graphic',
] as const

const CslDate = Type.Object(
  { 'date-parts': Type.Array(Type.Array(Type.Integer(), { minItems: 1, maxItems: 3 }), { minItems: 1, maxItems: 2 }) },
  { additionalProperties: false },
)

/** One source as CSL-JSON: what citation tools take, and nothing that the published schema does not know. */
export const CslItem = Type.Object(
  {
    id: Type.String(),
    type: Type.Unsafe<(typeof CSL_TYPES)[number]>(Type.String({ enum: [...CSL_TYPES] })),
    title: Type.String(),
    language: Type.Optional(Type.String()),
    author: Type.Optional(Type.Array(Type.Object({ literal: Type.String() }, { additionalProperties: false }))),
    issued: Type.Optional(CslDate),
    accessed: Type.Optional(CslDate),
    publisher: Type.Optional(Type.String()),
    genre: Type.Optional(Type.String()),
    URL: Type.Optional(Type.String()),
    DOI: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type CslItem = Static<typeof CslItem>

/** What is told of a source; its page has it all. */
export interface DescribedSource {
  readonly id: string
  readonly title: string
  readonly lang: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A kind that shares its CSL type with another one is said in `genre` beside it. */
const TYPE_OF: Readonly<Record<string, { type: CslItem['type']; genre?: string }>> = {
  document: { type: 'document' },
  survey: { type: 'report', genre: 'survey' },
  interview: { type: 'interview' },
  dataset: { type: 'dataset' },
  'web-page': { type: 'webpage' },
  testimony: { type: 'personal_communication' },
  measurement: { type: 'dataset', genre: 'measurement' },
  photo: { type: 'graphic' },
}

/**
 * A source in CSL-JSON. Names are `literal`, since we do not cut them in two; the licence is a line of `note`, which
 * is where citation tools look for what CSL 1.0.2 has no variable for. Where in the source is a citation's to say.
 */
export function cslItem({ id, title, lang, fields }: DescribedSource): CslItem {
  const authors = Array.isArray(fields.authors) ? fields.authors.map(String) : []
  const url = text(fields.url)
  const doi = url && doiIn(url)
  const [issued, accessed] = [dateOf(fields.date), dateOf(fields.retrieved)]
  const publisher = text(fields.publisher)
  const licence = text(fields.source_licence)
  return {
    id,
    ...(TYPE_OF[String(fields.kind)] ?? { type: 'document' }),
    title,
    language: lang,
    ...(authors.length > 0 && { author: authors.map((literal) => ({ literal })) }),
    ...(issued && { issued }),
    ...(accessed && { accessed }),
    ...(publisher && { publisher }),
    ...(url && { URL: url }),
    ...(doi && { DOI: doi }),
    ...(licence && { note: `license: ${licence}` }),
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

/** The digital object identifier that a text is, or that an address of its resolver ends in; in lower case, since case makes no difference in it. */
export function doiIn(said: string): string | undefined {
  const [, doi] = /^(?:(?:https?:\/\/)?(?:dx\.)?doi\.org\/|doi:\s*)?(10\.\d{4,9}\/\S+)$/i.exec(said.trim()) ?? []
  return doi?.toLowerCase()
}

/** `2024`, `2024-03` or `2024-03-05`, as parts; undefined where it says nothing. */
function dateOf(value: unknown): Static<typeof CslDate> | undefined {
  const date = text(value)
  return date === undefined ? undefined : { 'date-parts': [date.split('-').map(Number)] }
}

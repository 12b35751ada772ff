import type { PageAnswer, PageName } from '@terreau/shared/api/pages.ts'
import { licenceOf, LICENCE_ADDRESSES } from '@terreau/shared/page-types/licences.ts'
import type { Labels } from '../i18n/fr.ts'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import { namedById, notesOf, sourcesOf } from './notes.ts'

/** A source as a credit names it. */
interface Credited {
  readonly title: string
  /** The name of its licence; undefined where none is said. */
  readonly licence: string | undefined
  readonly url: string | undefined
}

/**
 * What whoever copies a page has to say of it (CC BY-SA 4.0, section 3.a): its title and authors, where it comes from and
 * whether that was changed, and the licence. Authors stand in the order in which they came, without shares.
 */
export interface Credit {
  readonly title: string
  readonly authors: readonly string[]
  readonly licence: { readonly name: string; readonly address: string | undefined }
  /** What was imported; changed as soon as somebody here wrote in it. */
  readonly from: readonly Credited[]
  readonly changed: boolean
  /** Sources that the text cites under another licence than the page's. */
  readonly underOther: readonly Credited[]
}

export function creditOf({ page, named }: PageAnswer, t: Labels): Credit {
  const licence = licenceOf(page.fields)
  const licenceName = (id: string) => choiceLabel(t.pageTypes, page.type, 'licence', id).replace(/ \(.*\)$/, '')
  const known = namedById(named)
  const credited = (source: PageName): Credited => ({
    title: source.title,
    licence: source.licence && licenceName(source.licence),
    url: source.source?.url,
  })
  const imported = page.authors.some((author) => author.imported)
  const from = imported ? sourcesOf(page).flatMap((id) => known.get(id) ?? []) : []
  const cited = notesOf(page.body, []).list.flatMap(({ source }) => known.get(source) ?? [])
  const other = cited.filter((source) => source.licence !== undefined && source.licence !== licence)
  // The wiki credits itself once, and an import by what it brought.
  const authors = page.authors.filter((author) => !author.imported && author.name !== t.wiki)
  return {
    title: page.title,
    authors: authors.map(({ name }) => name),
    licence: { name: licenceName(licence), address: LICENCE_ADDRESSES[licence] },
    from: from.map(credited),
    changed: from.length > 0 && authors.length > 0,
    underOther: other.filter((source) => !from.includes(source)).map(credited),
  }
}

/** The whole credit in one line of plain text, with the address of the page. */
export function creditLine(credit: Credit, address: string, t: Labels): string {
  const { title, authors, licence } = credit
  const named = [licence.name, licence.address].filter(Boolean).join(', ')
  return [t.reading.credit(title, authors), `${address}, ${named}.`, ...saidOfSources(credit, t)].join(' ')
}

/** What a credit says of its sources: where they come from and whether that was changed, and which stand under another licence. */
export function saidOfSources({ from, changed, underOther }: Credit, { reading }: Labels): string[] {
  const said = ({ title, licence, url }: Credited) =>
    reading.creditSource(title, [licence, url].filter((part) => part !== undefined).join(', '))
  return [
    ...(from.length > 0 ? [reading.creditFrom(from.map(said), changed)] : []),
    ...(underOther.length > 0 ? [reading.creditOther(underOther.map(said))] : []),
  ]
}

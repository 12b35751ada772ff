import { Type, type Static } from 'typebox'

/** The languages of the interface, and those a page can be written in; French first. */
export const LANGUAGES = ['fr', 'en'] as const
export const Lang = Type.Union([Type.Literal('fr'), Type.Literal('en')])
export type Lang = Static<typeof Lang>

/** One text in each language of the interface. */
export type Said = Readonly<Record<Lang, string>>

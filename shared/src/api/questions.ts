import { Type, type Static } from 'typebox'
import { PageRef } from '../ids.ts'
import { Lang } from '../languages.ts'

/** What somebody looked for and did not find, in their words. */
export const NewQuestion = Type.Object(
  { words: Type.String({ minLength: 3, maxLength: 160, pattern: '\\S' }), lang: Lang },
  { additionalProperties: false },
)
export type NewQuestion = Static<typeof NewQuestion>

export const OpenQuestion = Type.Object({
  id: Type.String(),
  words: Type.String(),
  lang: Lang,
  at: Type.String({ format: 'date-time' }),
})
export type OpenQuestion = Static<typeof OpenQuestion>

/** Questions that no page answers yet, oldest first. Who asked is kept nowhere. */
export const QuestionList = Type.Object({
  questions: Type.Array(OpenQuestion),
  /** Whether the caller may take them away. */
  may: Type.Object({ remove: Type.Boolean() }),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type QuestionList = Static<typeof QuestionList>

export const QuestionListQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 60 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type QuestionListQuery = Static<typeof QuestionListQuery>

/** The page that answers a question. */
export const QuestionAnswer = Type.Object({ page: PageRef }, { additionalProperties: false })
export type QuestionAnswer = Static<typeof QuestionAnswer>

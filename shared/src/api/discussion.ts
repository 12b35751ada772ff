import { Type, type Static } from 'typebox'
import { MemberId, PageId } from '../ids.ts'
import { PageName } from './pages.ts'
import { SETTLED_HOW, THREAD_KINDS, type SettledHow, type ThreadKind } from '../review/threads.ts'

const At = Type.String({ format: 'date-time' })
const Person = Type.Object({ id: MemberId, name: Type.String() })

const ThreadKindSchema = Type.Unsafe<ThreadKind>(Type.String({ enum: [...THREAD_KINDS] }))
const SettledHowSchema = Type.Unsafe<SettledHow>(Type.String({ enum: [...SETTLED_HOW] }))

const Words = Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })
/** People called by name in the words, as `@` and their name. */
const Mentions = Type.Optional(Type.Array(MemberId, { maxItems: 20, uniqueItems: true }))
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const ThreadMessage = Type.Object({
  id: Type.String(),
  by: Person,
  at: At,
  /** Plain text; null where it was taken out of the caller's sight. */
  words: Type.Union([Type.String(), Type.Null()]),
  hidden: Type.Boolean(),
  mentions: Type.Array(Person),
})
export type ThreadMessage = Static<typeof ThreadMessage>

/** The passage that a thread is about. */
export const ThreadPassage = Type.Object({
  /** Its words when the thread was opened, or as it is now; null where the caller may not see them any more. */
  quote: Type.Union([Type.String(), Type.Null()]),
  field: Type.Optional(Type.String()),
  /** The passage of the live page that it stands at now; null where it is gone. */
  live: Type.Union([Type.String(), Type.Null()]),
  /** The passage of the validated version that it stands at; null where there is none. */
  validated: Type.Union([Type.String(), Type.Null()]),
})
export type ThreadPassage = Static<typeof ThreadPassage>

export const Thread = Type.Object({
  id: Type.String(),
  kind: ThreadKindSchema,
  /** Null for the page as a whole. */
  passage: Type.Union([ThreadPassage, Type.Null()]),
  /** A statement of what a principle is not, which the passage is said to contradict; in its words of then. */
  contradicts: Type.Union([Type.Object({ principle: PageName, words: Type.String() }), Type.Null()]),
  by: Person,
  at: At,
  settled: Type.Union([Type.Object({ how: SettledHowSchema, by: Person, at: At }), Type.Null()]),
  messages: Type.Array(ThreadMessage),
  may: Type.Object({
    reply: Type.Boolean(),
    /** The ways in which the caller may settle it. */
    settle: Type.Array(SettledHowSchema),
    reopen: Type.Boolean(),
  }),
})
export type Thread = Static<typeof Thread>

/** All threads of a page: open ones first, then those last settled. */
export const ThreadList = Type.Object({
  threads: Type.Array(Thread),
  may: Type.Object({ open: Type.Boolean(), hide: Type.Boolean() }),
})
export type ThreadList = Static<typeof ThreadList>

/** A statement among what a principle is not, word for word as readers see it. */
const Statement = Type.Object(
  { principle: PageId, words: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)
export type Statement = Static<typeof Statement>

/** An objection is about a passage, and so is what contradicts a statement. */
export const NewThread = Type.Object(
  {
    kind: ThreadKindSchema,
    passage: Type.Optional(Hash),
    contradicts: Type.Optional(Statement),
    words: Words,
    mentions: Mentions,
  },
  { additionalProperties: false },
)
export type NewThread = Static<typeof NewThread>

export const NewMessage = Type.Object({ words: Words, mentions: Mentions }, { additionalProperties: false })
export type NewMessage = Static<typeof NewMessage>

/** How a thread is settled; an answer takes words. */
export const Settling = Type.Object(
  { how: SettledHowSchema, words: Type.Optional(Words), mentions: Mentions },
  { additionalProperties: false },
)
export type Settling = Static<typeof Settling>

/** People who may be called by name on a page. */
export const PeopleToCall = Type.Object({ people: Type.Array(Person) })
export type PeopleToCall = Static<typeof PeopleToCall>

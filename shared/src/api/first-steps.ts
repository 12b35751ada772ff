import { Type, type Static } from 'typebox'
import { PageId } from '../ids.ts'
import { PageName } from './pages.ts'

/** What there is to do on a page: tell a field, describe a picture, say where it belongs, look whether it still holds. */
export const STEP_KINDS = ['field', 'alt', 'place', 'stale'] as const
export const StepKind = Type.Unsafe<(typeof STEP_KINDS)[number]>(Type.String({ enum: [...STEP_KINDS] }))

/** One small thing to do, found in the pages themselves. */
export const Step = Type.Object({
  kind: StepKind,
  /** Which field, of a `field`; else empty. */
  key: Type.String(),
  page: PageName,
})
export type Step = Static<typeof Step>

const Taken = { id: Type.String(), ...Step.properties }

/** The card of one member: what they took, what waits for a second pair of eyes, or what is dealt next. */
export const StepCard = Type.Object({
  /** False for whoever asked not to be dealt any. */
  offered: Type.Boolean(),
  mine: Type.Union([
    Type.Object({
      ...Taken,
      state: Type.Union([Type.Literal('taken'), Type.Literal('ready'), Type.Literal('finished')]),
      /** Who looked at it, once finished; null for someone who left. */
      with: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
  together: Type.Union([Type.Object({ ...Taken, by: Type.String() }), Type.Null()]),
  deal: Type.Union([Step, Type.Null()]),
})
export type StepCard = Static<typeof StepCard>

export const NewStep = Type.Object(
  { page: PageId, kind: StepKind, key: Type.String({ maxLength: 60 }) },
  { additionalProperties: false },
)
export type NewStep = Static<typeof NewStep>

export const StepsOffered = Type.Object({ offered: Type.Boolean() }, { additionalProperties: false })

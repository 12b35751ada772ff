import type { Step, StepCard } from '@terreau/shared/api/first-steps.ts'
import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { firstSteps } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { useStepsWords } from '../i18n/steps.ts'
import { useTelling } from '../joining/use-telling.ts'
import { PageLink } from '../ui/page-link.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

const EVERY_MS = 15_000

type Telling = ReturnType<typeof useTelling>

/** One small thing to do, dealt to a member on the home screen; a second one looks at the result. Always put aside freely. */
export default function FirstStep() {
  const words = useStepsWords()
  const [turn, setTurn] = useState(0)
  const [later, setLater] = useState(false)
  const [said, setSaid] = useState('')
  const card = useValue(firstSteps(turn), { keep: true })
  // Whoever waits for a second pair of eyes hears of it.
  useValue(firstSteps(turn), card?.mine ? { every: EVERY_MS } : {})
  const tells = useTelling()
  if (said) return <Frame>{<output>{said}</output>}</Frame>
  if (!card || later) return null
  const skip = {
    onAnother: () => setTurn(turn + 1),
    onLater: () => setLater(true),
    onNever: () => setSaid(words.neverSaid),
  }
  const shown = shownOf(card, tells, skip, setSaid)
  return (
    shown && (
      <Frame>
        {shown}
        <WrongSaid id="first-step-wrong" wrong={tells.wrong} />
      </Frame>
    )
  )
}

function Frame({ children }: { children: ReactNode }) {
  const words = useStepsWords()
  return (
    <section className="wrap part" aria-labelledby="first-step">
      <div className="card stack">
        <p className="row">
          <span className="chip" data-hue="play">
            {words.two}
          </span>
        </p>
        <h2 id="first-step" className="card-title">
          {words.title}
        </h2>
        {children}
      </div>
    </section>
  )
}

interface Skip {
  readonly onAnother: () => void
  readonly onLater: () => void
  readonly onNever: () => void
}

function shownOf({ mine, together, deal }: StepCard, tells: Telling, skip: Skip, onSaid: (said: string) => void) {
  if (mine) return <Mine step={mine} tells={tells} />
  if (together) return <Together step={together} tells={tells} onSaid={onSaid} onLater={skip.onLater} />
  return deal && <Dealt step={deal} tells={tells} {...skip} />
}

function Task({ step: { kind, key, page } }: { step: Step }) {
  const { t } = useLanguage()
  const words = useStepsWords()
  const label = kind === 'field' ? (fieldLabel(t.pageTypes, page.type, key)?.label ?? key) : ''
  return (
    <p>
      <b>
        <PageLink page={page} />
      </b>
      <br />
      {words.does[kind](label)}
    </p>
  )
}

function Dealt({ step, tells, onAnother, onLater, onNever }: { step: Step; tells: Telling } & Skip) {
  const words = useStepsWords()
  const { busy, telling } = tells
  const take = () => telling('POST', '/first-steps', { page: step.page.id, kind: step.kind, key: step.key })
  const never = async () => {
    if (await telling('PUT', '/me/first-steps', { offered: false })) onNever()
  }
  return (
    <>
      <Task step={step} />
      <p className="row">
        <Press says={words.take} busy={busy} onPress={() => void take()} />
        <Press says={words.another} busy={busy} onPress={onAnother} small />
        <Press says={words.later} busy={busy} onPress={onLater} small />
        <Press says={words.never} busy={busy} onPress={() => void never()} small />
      </p>
    </>
  )
}

function Mine({ step, tells: { busy, telling } }: { step: NonNullable<StepCard['mine']>; tells: Telling }) {
  const words = useStepsWords()
  const { id, state } = step
  const forget = () => void telling('DELETE', `/first-steps/${id}`)
  if (state === 'finished')
    return (
      <>
        <output>{words.finished(step.with)}</output>
        <p>
          <Press says={words.thanks} busy={busy} onPress={forget} />
        </p>
      </>
    )
  return (
    <>
      <Task step={step} />
      <output>{state === 'taken' ? words.mine : words.waiting}</output>
      <p className="row">
        <Link className="btn" href={whereTo(step)}>
          {words.open}
        </Link>
        {state === 'taken' && (
          <Press says={words.ready} busy={busy} onPress={() => void telling('PUT', `/first-steps/${id}/ready`)} />
        )}
        <Press says={words.giveBack} busy={busy} onPress={forget} small />
      </p>
    </>
  )
}

interface TogetherProps {
  step: NonNullable<StepCard['together']>
  tells: Telling
  onSaid: (said: string) => void
  onLater: () => void
}

function Together({ step, tells: { busy, telling }, onSaid, onLater }: TogetherProps) {
  const words = useStepsWords()
  const good = async () => {
    if (await telling('PUT', `/first-steps/${step.id}/good`)) onSaid(words.goodSaid(step.by))
  }
  return (
    <>
      <Task step={step} />
      <p>{words.together(step.by)}</p>
      <p className="row">
        <Link className="btn" href={`/p/${step.page.slug}`}>
          {words.look}
        </Link>
        <Press says={words.good} busy={busy} onPress={() => void good()} />
        <Link className="btn small" href={`/p/${step.page.slug}/modifier`}>
          {words.correct}
        </Link>
        <Press says={words.later} busy={busy} onPress={onLater} small />
      </p>
    </>
  )
}

function Press({ says, busy, onPress, small }: { says: string; busy: boolean; onPress: () => void; small?: boolean }) {
  return (
    <button type="button" className={small ? 'btn small' : 'btn'} disabled={busy} onClick={onPress}>
      {says}
    </button>
  )
}

/** Where a page belongs is said on the page itself; all else where it is written. */
function whereTo({ kind, page }: Step): string {
  return kind === 'place' ? `/p/${page.slug}` : `/p/${page.slug}/modifier`
}

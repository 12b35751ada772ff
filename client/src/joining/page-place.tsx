import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useState, type FormEvent } from 'react'
import { useJoiningWords } from '../i18n/joining.ts'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { PlaceChoice } from './place-choice.tsx'
import { useTelling } from './use-telling.ts'

/** Moves a page to a territory, and says for whom it is. */
export default function PagePlace({ page }: Pick<PageAnswer, 'page'>) {
  const { territories: words } = useJoiningWords()
  const { wrong, busy, telling } = useTelling()
  const [said, setSaid] = useState('')
  const move = async (form: HTMLFormElement) => {
    const asked = { territory: formText(form, 'territory') || null, visibility: formText(form, 'visibility') }
    if (await telling('PUT', `/pages/${page.id}/place`, asked)) setSaid(words.placed)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void move(event.currentTarget)
  }
  return (
    <form className="stack" method="post" onSubmit={onSubmit} noValidate>
      <PlaceChoice territory={page.territory} visibility={page.visibility} />
      <WrongSaid id="place-wrong" wrong={wrong} />
      <p className="row">
        <button className="btn small" disabled={busy}>
          {words.place}
        </button>
        <output className="small">{said}</output>
      </p>
    </form>
  )
}

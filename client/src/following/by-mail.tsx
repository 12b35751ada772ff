import type { MailWish, NoticeList } from '@terreau/shared/api/notices.ts'
import { useState } from 'react'
import { useFollowingWords } from '../i18n/following.ts'
import { Choice } from '../joining/choice.tsx'
import { useTelling } from '../joining/use-telling.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** Letters, offered once where they can come; afterwards a setting. */
export function ByMail({ mail: { wish, possible } }: Pick<NoticeList, 'mail'>) {
  const words = useFollowingWords()
  const { wrong, telling } = useTelling()
  const [said, setSaid] = useState('')
  if (!possible) return null
  const choose = async (mail: MailWish) =>
    setSaid((await telling('PUT', '/me/notices/settings', { mail })) ? words.noted : '')
  return (
    <div className="stack">
      {wish === null ? (
        <div className="notice stack">
          <p>{words.offer}</p>
          <p className="row">
            <button type="button" className="btn small" onClick={() => void choose('daily')}>
              {words.offerYes}
            </button>
            <button type="button" className="btn small" onClick={() => void choose('never')}>
              {words.offerNo}
            </button>
          </p>
        </div>
      ) : (
        <Choice
          name="mail"
          label={words.mail}
          options={Object.entries(words.wishes)}
          value={wish}
          onChoose={(value) => void choose(value as MailWish)}
        />
      )}
      <output className="small">{said}</output>
      <WrongSaid id="by-mail-wrong" wrong={wrong} />
    </div>
  )
}

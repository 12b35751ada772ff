import type { Followed, FollowedKind, Following } from '@terreau/shared/api/notices.ts'
import { useState, type ReactNode } from 'react'
import './follow.css'
import { myFollowing, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useFollowingWords } from '../i18n/following.ts'
import { useTelling } from '../joining/use-telling.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

interface FollowProps {
  readonly kind: FollowedKind
  readonly id: string
  /** Anybody may find it: there is a feed. */
  readonly open: boolean
}

/** Following a page, a territory or a type, or not any more; members on screen, everyone by feed. */
export default function Follow({ kind, id, open }: FollowProps) {
  const words = useFollowingWords()
  const member = useValue(whoAmI)?.member
  const feed = open && (
    <a className="small" href={`/feeds/${kind}/${id}.atom`} type="application/atom+xml">
      {words.feed}
    </a>
  )
  return <div className="row follow">{member ? <FollowButton kind={kind} id={id} beside={feed} /> : feed}</div>
}

function FollowButton({ kind, id, beside }: Followed & { readonly beside: ReactNode }) {
  const words = useFollowingWords()
  const mine = useValue(myFollowing)
  const { wrong, busy, telling } = useTelling()
  const [said, setSaid] = useState('')
  if (!mine) return beside
  const follows = isIn(mine, { kind, id })
  const change = async () => {
    const done = await telling(follows ? 'DELETE' : 'PUT', `/me/following/${kind}/${id}`)
    setSaid(done ? (follows ? words.unfollowed : words.followed) : '')
  }
  return (
    <>
      <button
        type="button"
        className="btn small"
        // What has the focus is not taken out of reach.
        aria-disabled={busy}
        onClick={() => void (busy || change())}
      >
        {follows ? words.unfollow[kind] : words.follow[kind]}
      </button>
      {beside}
      {!follows &&
        around(mine, { kind, id }).map((territory) => (
          <span key={territory.id} className="small muted">
            {words.followedWith(territory.name)}
          </span>
        ))}
      <output className="small">{said}</output>
      <WrongSaid id={`follow-${kind}-wrong`} wrong={wrong} />
    </>
  )
}

/** The territories, among those that one follows, in which this one lies. */
function around({ territories }: Following, { kind, id }: Followed): Following['territories'] {
  return kind === 'territory' ? territories.filter(({ inside }) => inside.some((one) => one.id === id)) : []
}

function isIn({ pages, territories, types }: Following, { kind, id }: Followed): boolean {
  const ids = { page: pages.map((one) => one.id), territory: territories.map((one) => one.id), type: types }
  return ids[kind].some((one) => one === id)
}

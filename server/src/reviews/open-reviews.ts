import type { Happenings } from '../happenings/happenings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { OwnWords } from '../pages/readers-version.ts'
import type { Projector } from '../projections/projector.ts'
import type { Attributions } from '../provenance/attributions.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { Objections } from '../versions/objections.ts'
import type { VersionStore } from '../versions/version-store.ts'
import { FrozenPages } from './frozen-pages.ts'
import { ownWords } from './own-words.ts'
import type { Proposals } from './proposed.ts'
import { ReviewDesk } from './review-desk.ts'
import { ReviewQueues } from './review-queues.ts'
import { ReviewStore } from './review-store.ts'
import { ReviewedPages } from './reviewed-pages.ts'

interface Parts {
  readonly db: Db
  readonly pages: PageStore
  readonly attributions: Attributions
  readonly contributions: Contributions
  readonly versions: VersionStore
  readonly objections: Objections
  readonly ledger: Ledger
  readonly happenings: Happenings
  readonly projector: Projector
  readonly proposals: Proposals
  readonly now: () => Instant
}

/** The review, its queue kept up with what happens elsewhere. */
export interface Reviews {
  readonly desk: ReviewDesk
  readonly queues: ReviewQueues
  readonly ownWords: OwnWords
}

export function openReviews(parts: Parts): Reviews {
  const { db, attributions, contributions, happenings, pages, projector, versions, now } = parts
  const frozen = new FrozenPages(db, attributions, contributions, versions, now)
  const store = new ReviewStore(db, now)
  const reviewed = new ReviewedPages({ ...parts, frozen, store })
  const queues = new ReviewQueues({ ...parts, reviewed, store })
  const desk = new ReviewDesk({ ...parts, reviewed, queues, store, onVersion: ({ id }) => projector.project(id) })
  happenings.listen(async (happening) => {
    const page = happening.kind === 'thread.written' && happening.objection ? await pages.byId(happening.page) : null
    if (page) await queues.refresh(page)
  })
  return { desk, queues, ownWords: ownWords(db, frozen) }
}

import type { Query } from './use-answer.ts'
import type { LedgerList, Quarantine, ReportList } from '@terreau/shared/api/care.ts'
import type { PeopleToCall, ThreadList } from '@terreau/shared/api/discussion.ts'
import type {
  GapAnswer,
  GapKind,
  HoursAnswer,
  NeedsAnswer,
  Neighbours,
  OddPosition,
  WaysAnswer,
  WeekAnswer,
} from '@terreau/shared/api/directory.ts'
import type { DoubleList } from '@terreau/shared/api/doubles.ts'
import type { StepCard } from '@terreau/shared/api/first-steps.ts'
import type { ContributionList, PageDiff, Provenance } from '@terreau/shared/api/history.ts'
import type { Frame, Ground } from '@terreau/shared/api/maps.ts'
import type { LinkChecks } from '@terreau/shared/api/links.ts'
import type { LivePages, PageAnswer, PageList, PageName } from '@terreau/shared/api/pages.ts'
import type {
  AddressList,
  InvitationAnswer,
  InvitationList,
  MailLinkAnswer,
  Me,
  OtherName,
  PasskeyList,
  SessionList,
} from '@terreau/shared/api/people.ts'
import type { CorrectionList, OwnProposals } from '@terreau/shared/api/proposals.ts'
import type { Following, NoticeList } from '@terreau/shared/api/notices.ts'
import type { QuestionList } from '@terreau/shared/api/questions.ts'
import type { PageChanges, ReviewQueue, Tie, VersionList } from '@terreau/shared/api/reviews.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { SearchAnswer, SuggestAnswer } from '@terreau/shared/api/search.ts'
import type { AskedOfMe, BelongingList, Territory, TerritoryList } from '@terreau/shared/api/territories.ts'

/** Every question the screens ask the API, one line each: a path and the shape of its answer. */
export const whoAmI: Query<Me> = { path: '/me' }
export const mySessions: Query<SessionList> = { path: '/sessions' }
export const myInvitations: Query<InvitationList> = { path: '/invitations' }
export const myPasskeys: Query<PasskeyList> = { path: '/me/passkeys' }
export const myOther: Query<OtherName> = { path: '/me/other' }
export const myAddresses: Query<AddressList> = { path: '/me/addresses' }
export const myFollowing: Query<Following> = { path: '/me/following' }
export const askedOfMe: Query<AskedOfMe> = { path: '/me/proposals' }
export const allTerritories: Query<TerritoryList> = { path: '/territories' }
export const livePages: Query<LivePages> = { path: '/live' }

export const firstSteps = (turn: number): Query<StepCard> => ({ path: `/first-steps?turn=${turn}` })

/** A page in the version for readers, unless `version` names another: `live`, `validated` or a number. */
export const pageAt = (ref: string, version = ''): Query<PageAnswer> => ({
  path: `/pages/${encodeURIComponent(ref)}${version && `?version=${version}`}`,
  leadsTo: ({ page: { type, slug } }) => (type === 'place' ? [hoursOf(slug), waysTo(slug)] : []),
})

/** When a page is open, now and for a week. */
export const hoursOf = (ref: string): Query<HoursAnswer> => ({ path: `/pages/${encodeURIComponent(ref)}/hours` })

/** How to get to a place. */
export const waysTo = (ref: string, asked = new URLSearchParams()): Query<WaysAnswer> => ({
  path: `/pages/${encodeURIComponent(ref)}/ways${asked.size > 0 ? `?${asked}` : ''}`,
})

export const neighboursOf = (ref: string): Query<Neighbours> => ({
  path: `/pages/${encodeURIComponent(ref)}/neighbours`,
})

export const weekWhere = (asked: URLSearchParams): Query<WeekAnswer> => ({ path: `/week?${asked}` })
export const needsWhere = (asked: URLSearchParams): Query<NeedsAnswer> => ({ path: `/needs?${asked}` })
/** What is odd about a position beside what is said with it. */
export const oddPosition = (asked: URLSearchParams): Query<OddPosition> => ({ path: `/odd-position?${asked}` })
export const doublePlaces: Query<DoubleList> = { path: '/doubles' }
export const gapsOf = (kind: GapKind, asked: URLSearchParams): Query<GapAnswer> => ({ path: `/gaps/${kind}?${asked}` })

export const changesOf = (ref: string): Query<PageChanges> => ({ path: `/pages/${encodeURIComponent(ref)}/changes` })

/** Whether one belongs to what a page is about. */
export const tieTo = (ref: string): Query<Tie> => ({ path: `/pages/${encodeURIComponent(ref)}/tie` })

/** The principles in a language, with what each is and is not. */
export const principlesIn = (lang: Lang): Query<PageList> => ({
  path: `/pages?${new URLSearchParams({ type: 'principle', lang, fields: 'all', limit: '100' })}`,
})

/** What was proposed on a page, for those who review it. */
export const correctionsOf = (ref: string): Query<CorrectionList> => ({
  path: `/pages/${encodeURIComponent(ref)}/corrections`,
})

export const myProposed: Query<OwnProposals> = { path: '/me/proposed' }

export const versionsOf = (ref: string): Query<VersionList> => ({ path: `/pages/${encodeURIComponent(ref)}/versions` })

export const reviewQueue = (asked: URLSearchParams): Query<ReviewQueue> => ({
  path: asked.size > 0 ? `/reviews?${asked}` : '/reviews',
})

export const mentionsOf = (ref: string): Query<{ pages: PageName[] }> => ({
  path: `/pages/${encodeURIComponent(ref)}/backlinks`,
})

export const provenanceOf = (ref: string): Query<Provenance> => ({
  path: `/pages/${encodeURIComponent(ref)}/provenance`,
})

export const mailLink = (secret: string): Query<MailLinkAnswer> => ({
  path: `/mail-links/${encodeURIComponent(secret)}`,
})

export const territoryAt = (id: string): Query<Territory> => ({ path: `/territories/${encodeURIComponent(id)}` })

export const membersOf = (id: string): Query<BelongingList> => ({
  path: `/territories/${encodeURIComponent(id)}/members`,
})

export const pagesWhere = (filters: URLSearchParams): Query<PageList> => ({ path: `/pages?${filters}` })

/** What a map of this part of the world is drawn upon; frames a hundredth of a degree apart are one. */
export const groundOf = (frame: Frame): Query<Ground> => {
  const sides = Object.entries(frame).map(([side, degrees]) => [side, degrees.toFixed(2)])
  return { path: `/ground?${new URLSearchParams(sides)}` }
}

export const contributionsOf = (ref: string, before = ''): Query<ContributionList> => ({
  path: `/pages/${encodeURIComponent(ref)}/contributions${before && `?before=${encodeURIComponent(before)}`}`,
})

export const threadsOf = (ref: string): Query<ThreadList> => ({ path: `/pages/${encodeURIComponent(ref)}/threads` })

export const peopleOf = (ref: string, q: string): Query<PeopleToCall> => ({
  path: `/pages/${encodeURIComponent(ref)}/people?${new URLSearchParams({ q })}`,
})

export const diffOf = (ref: string, asked: URLSearchParams): Query<PageDiff> => ({
  path: `/pages/${encodeURIComponent(ref)}/diff${asked.size > 0 ? `?${asked}` : ''}`,
})

export const noticesBefore = (before: string): Query<NoticeList> => ({
  path: before ? `/me/notices?before=${before}` : '/me/notices',
})

export const quarantine: Query<Quarantine> = { path: '/quarantine' }
export const linkChecks: Query<LinkChecks> = { path: '/link-checks' }
export const openReports: Query<ReportList> = { path: '/reports' }

export const ledgerBefore = (before: string): Query<LedgerList> => ({
  path: before ? `/ledger?before=${before}` : '/ledger',
})

export const found = (search: URLSearchParams): Query<SearchAnswer> => ({ path: `/search?${search}` })

export const suggested = (q: string): Query<SuggestAnswer> => ({ path: `/suggest?${new URLSearchParams({ q })}` })

/** What nobody answered yet, oldest first. */
export const questionsAfter = (cursor: string): Query<QuestionList> => ({
  path: cursor ? `/questions?${new URLSearchParams({ cursor })}` : '/questions',
})

export const invitation = (token: string): Query<InvitationAnswer> => ({
  path: `/invitations/${encodeURIComponent(token)}`,
})

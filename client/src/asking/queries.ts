import type { Query } from './use-answer.ts'
import type { LivePages, PageAnswer, PageList, PageName } from '@terreau/shared/api/pages.ts'
import type { InvitationAnswer, Me, SessionList } from '@terreau/shared/api/people.ts'
import type { SearchAnswer, SuggestAnswer } from '@terreau/shared/api/search.ts'

/** Every question the screens ask the API, one line each: a path and the shape of its answer. */
export const whoAmI: Query<Me> = { path: '/me' }
export const mySessions: Query<SessionList> = { path: '/sessions' }
export const livePages: Query<LivePages> = { path: '/live' }

export const pageAt = (ref: string): Query<PageAnswer> => ({ path: `/pages/${encodeURIComponent(ref)}` })

export const mentionsOf = (ref: string): Query<{ pages: PageName[] }> => ({
  path: `/pages/${encodeURIComponent(ref)}/backlinks`,
})

export const pagesWhere = (filters: URLSearchParams): Query<PageList> => ({ path: `/pages?${filters}` })

export const found = (search: URLSearchParams): Query<SearchAnswer> => ({ path: `/search?${search}` })

export const suggested = (q: string): Query<SuggestAnswer> => ({ path: `/suggest?${new URLSearchParams({ q })}` })

export const invitation = (token: string): Query<InvitationAnswer> => ({
  path: `/invitations/${encodeURIComponent(token)}`,
})

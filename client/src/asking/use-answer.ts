import { keepPreviousData, queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { ask, fetchFromBrowser, type Answer, type FetchApi } from './ask.ts'

/** A question for the API, named by its path; `T` is the shape of the answer. */
export interface Query<T> {
  path: string
  readonly answer?: T
  /** What is to be known beside this answer, once it is there. */
  leadsTo?(answer: T): Query<unknown>[]
}

/** How questions reach the API: over HTTP, unless the server put its own way here. */
export const FetchApiContext = createContext<FetchApi>(fetchFromBrowser)

const FRESH_MS = 15_000

function asked<T>(query: Query<T>, fetchApi: FetchApi) {
  return queryOptions({
    queryKey: [query.path],
    queryFn: () => ask<T>(fetchApi, query.path),
    staleTime: FRESH_MS,
  })
}

/**
 * Makes sure the answers are there before a screen that needs them is shown. One that is merely old will do at first;
 * one known to be outdated is asked again. A failure is left to the screen to say.
 */
export async function beforehand(client: QueryClient, fetchApi: FetchApi, queries: Query<unknown>[]): Promise<void> {
  const answers = queries.map((query) => {
    const outdated = client.getQueryState([query.path])?.isInvalidated
    const options = asked(query, fetchApi)
    return outdated ? client.fetchQuery(options) : client.ensureQueryData(options)
  })
  const known = await Promise.allSettled(answers)
  const further = known.flatMap((one, at) =>
    one.status === 'fulfilled' && 'value' in one.value ? (queries[at]?.leadsTo?.(one.value.value) ?? []) : [],
  )
  if (further.length > 0) await beforehand(client, fetchApi, further)
}

/** Everything known so far may have changed: it is asked again when next needed, not before. */
export async function outdateAnswers(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ refetchType: 'none' })
}

/** One came in, or went out: who one is is asked at once, the rest when next needed. */
export async function becomeSomeoneElse(client: QueryClient, me: Query<unknown>): Promise<void> {
  await outdateAnswers(client)
  await client.refetchQueries({ queryKey: [me.path] })
}

/** The answer to a question, `waiting` for it, or `lost` where it can't be had now. */
export type Answering<T> = Answer<T> | 'waiting' | 'lost'

export interface Asking {
  /** Asks again after so many milliseconds. */
  every?: number
  enabled?: boolean
  /** Goes on showing the answer to the last question while the next one is fetched. */
  keep?: boolean
}

export function useAnswer<T>(query: Query<T>, options: Asking = {}): Answering<T> {
  const fetchApi = useContext(FetchApiContext)
  const { data, isError } = useQuery({
    ...asked(query, fetchApi),
    refetchInterval: options.every ?? false,
    enabled: options.enabled ?? true,
    ...(options.keep && { placeholderData: keepPreviousData }),
  })
  return data ?? (isError ? 'lost' : 'waiting')
}

/** The value alone, for what a screen can do without. */
export function useValue<T>(query: Query<T>, options?: Asking): T | null {
  const answer = useAnswer(query, options)
  return typeof answer === 'object' && 'value' in answer ? answer.value : null
}

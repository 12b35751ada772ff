import { keepPreviousData, queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { ask, fetchFromBrowser, type Answer, type FetchApi } from './ask.ts'

/** A question for the API, named by its path; `T` is the shape of the answer. */
export interface Query<T> {
  path: string
  readonly answer?: T
}

/** How questions reach the API: over HTTP, unless the server put its own way here. */
export const FetchApiContext = createContext<FetchApi>(fetchFromBrowser)

const FRESH_MS = 15_000

export function asked<T>(query: Query<T>, fetchApi: FetchApi) {
  return queryOptions({
    queryKey: [query.path],
    queryFn: () => ask<T>(fetchApi, query.path),
    staleTime: FRESH_MS,
  })
}

/** Makes sure the answers are there before a screen that needs them is shown. A failure is left to the screen to say. */
export async function beforehand(client: QueryClient, fetchApi: FetchApi, queries: Query<unknown>[]): Promise<void> {
  await Promise.all(queries.map((query) => client.ensureQueryData(asked(query, fetchApi)).catch(() => null)))
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

import { useSyncExternalStore } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { noteMove } from './scroll-memory.ts'

/** A place in the wiki, as addresses name it. */
export interface Place {
  path: string
  /** What follows `?`, without it. */
  search: string
}

const EVENTS = ['popstate', 'pushState', 'replaceState', 'hashchange'] as const

/**
 * Where the reader is shown to be. It follows the address bar, but only once the next screen is ready, so that
 * a screen never goes blank while another is fetched. The last address asked for wins.
 */
export class Whereabouts {
  #shown: Place
  #asked = 0
  #waiting = false
  readonly #listeners = new Set<() => void>()
  readonly #prepare: (place: Place) => Promise<void>

  constructor(prepare: (place: Place) => Promise<void>) {
    this.#prepare = prepare
    this.#shown = addressed()
  }

  get shown(): Place {
    return this.#shown
  }

  get waiting(): boolean {
    return this.#waiting
  }

  /** Follows the address bar until the page is left. */
  follow(): void {
    for (const event of EVENTS) addEventListener(event, this.#move)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly #move = (event: Event): void => {
    noteMove(event)
    const next = addressed()
    const turn = ++this.#asked
    if (samePlace(next, this.#shown)) return this.#settle(this.#shown)
    this.#waiting = true
    this.#tell()
    void this.#prepare(next).finally(() => {
      if (turn === this.#asked) this.#settle(next)
    })
  }

  #settle(place: Place): void {
    this.#shown = place
    this.#waiting = false
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function addressed(): Place {
  return { path: location.pathname, search: location.search.slice(1) }
}

function samePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.search === b.search
}

/** The two hooks by which the router reads a place: shared by links, routes and screens. */
export function routerHooks(whereabouts: Whereabouts) {
  const path = () => whereabouts.shown.path
  const search = () => whereabouts.shown.search
  return {
    hook: (): [string, typeof navigate] => [useSyncExternalStore(whereabouts.subscribe, path, path), navigate],
    searchHook: () => useSyncExternalStore(whereabouts.subscribe, search, search),
  }
}

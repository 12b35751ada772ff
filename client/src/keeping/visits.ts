const nameOf = (visit: string) => `terreau.visit.${visit}`

/** Holds a visit's lock until the answer is called, or the tab is gone: as long as it is held, the visit's words are its own. */
export function hold(visit: string): Promise<() => void> {
  return new Promise((held, failed) => {
    const until = () => new Promise<void>((release) => held(release))
    navigator.locks.request(nameOf(visit), until).catch(failed)
  })
}

/** Does something for a visit whose tab is gone, in one tab alone; answers null where it lives, or another tab is at it. */
export function inPlaceOf<T>(visit: string, act: () => Promise<T>): Promise<T | null> {
  return navigator.locks.request(nameOf(visit), { ifAvailable: true }, (lock) => (lock ? act() : null))
}

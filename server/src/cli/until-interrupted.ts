/** A signal that Ctrl-C gives, once, to work that stops cleanly; a second Ctrl-C ends the process as it stands. */
export function untilInterrupted(): AbortSignal {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  return stopping.signal
}

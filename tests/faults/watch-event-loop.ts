/**
 * Loaded before a server: notes at its end, in the file that `STALLS` names, how long its event loop stood still at most,
 * in ms, since it was last sent SIGUSR2: what the start itself takes is nobody's wait.
 */
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

const file = process.env.STALLS
if (isMainThread && file) {
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  process.on('SIGUSR2', () => delays.reset())
  process.once('exit', () => writeFileSync(file, String(delays.max / 1e6)))
}

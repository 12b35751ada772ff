/** Milliseconds that this thread has worked so far, however busy the machine is with other things. */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Preloaded into the wiki's process and its threads: asking anything beyond this machine is refused, and said. */
import dgram from 'node:dgram'
import dns from 'node:dns'
import { writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isIP, Socket } from 'node:net'

const HERE = ['localhost', '127.0.0.1', '::1']

function refuseBeyond(how: string, whom: string): void {
  if (HERE.includes(whom)) return
  // At once: a thread that this ends would take its last words along.
  writeSync(2, `asked beyond this machine: ${how} ${whom}\n`)
  throw new Error(`${how} ${whom} is beyond this machine`)
}

/** Has what is asked by `name` looked at first; `whom` answers null where nobody beyond the process is asked. */
function watch(on: object, name: string, whom: (args: readonly unknown[]) => string | null): void {
  const real: unknown = Reflect.get(on, name)
  if (typeof real !== 'function') return
  Reflect.set(on, name, function watched(this: unknown, ...args: unknown[]): unknown {
    const asked = whom(args)
    if (asked !== null) refuseBeyond(name, asked)
    return Reflect.apply(real, this, args)
  })
}

const string = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Options come alone, or in a list with the listener; a path is a socket of this machine. */
function byConnect([first, second]: readonly unknown[]): string | null {
  const options: unknown = Array.isArray(first) ? first[0] : first
  if (typeof options === 'string' && Number.isNaN(Number(options))) return null
  if (typeof options !== 'object' || options === null) return string(second) ?? 'localhost'
  const { path, host } = options as { path?: unknown; host?: unknown }
  return path ? null : (string(host) ?? 'localhost')
}

const byName = ([name]: readonly unknown[]): string | null =>
  typeof name === 'string' && isIP(name) === 0 ? name : null

watch(Socket.prototype, 'connect', byConnect)
watch(dgram.Socket.prototype, 'send', (args) => string(args.slice(1).find((arg) => typeof arg === 'string')))
watch(dgram.Socket.prototype, 'connect', ([, host]) => string(host))
for (const place of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of Object.getOwnPropertyNames(place))
    if (/^(?:lookup|resolve|reverse|query)/.test(name)) watch(place, name, byName)
syncBuiltinESMExports()

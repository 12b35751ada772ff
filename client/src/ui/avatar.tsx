import type { PrincipleKey } from '@terreau/shared/page-types/define.ts'
import { PRINCIPLES } from './hues.ts'

/** The first letter of a name on a colour of its own; the name stands beside it in words. */
export function Avatar({ name }: { name: string }) {
  return (
    <span className="avatar" data-hue={hueOf(name)} aria-hidden="true">
      {Array.from(name.trim())[0]?.toUpperCase()}
    </span>
  )
}

/** The avatars of several people, overlapping. */
export function Avatars({ names }: { names: readonly string[] }) {
  return (
    <span className="avatars">
      {names.map((name) => (
        <Avatar key={name} name={name} />
      ))}
    </span>
  )
}

/** The same name has the same hue everywhere, server and browser alike. */
function hueOf(name: string): PrincipleKey {
  return PRINCIPLES[hashed(name) % PRINCIPLES.length] ?? 'exchange'
}

/** FNV-1a, then a last mix: names that differ by a letter fall far apart. */
function hashed(text: string): number {
  const sum = Array.from(text).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193),
    0x811c9dc5,
  )
  const mixed = Math.imul(sum ^ (sum >>> 15), 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

import { PRINCIPLES } from './hues.ts'

/** The first letter of a name on a colour of its own; the name stands beside it in words. */
export function Avatar({ name }: { name: string }) {
  return (
    <span className="avatar" data-hue={hueOf(name)} aria-hidden="true">
      {[...name.trim()][0]?.toUpperCase()}
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
export function hueOf(name: string) {
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 65_521, 7)
  return PRINCIPLES[sum % PRINCIPLES.length] ?? 'exchange'
}

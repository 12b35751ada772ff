import { BadSetting } from '../config.ts'

/** Turns an option that is unknown, or lacks its value, into a sentence. */
export function parsed<T>(args: readonly string[], parse: () => T): T {
  try {
    return parse()
  } catch {
    throw new BadSetting(args.join(' '), { fr: 'ce que dit « pnpm wiki help »', en: 'what “pnpm wiki help” says' })
  }
}

import { parseArgs } from 'node:util'
import QRCode from 'qrcode'
import type { Said } from '@terreau/shared/languages.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { BadSetting, type Config } from '../config.ts'
import { openForCommand } from './open.ts'
import { parsed } from './options.ts'

const ROLES: readonly Role[] = ['member', 'validator', 'steward']

/** Prints an invitation link, and its QR code for the centre's wall. */
export async function invite(config: Config, args: string[]): Promise<void> {
  const { role, uses, days } = settings(args)
  const wiki = await openForCommand(config)
  const link = `${config.publicUrl}/entrer/${await wiki.members.invite(role, uses, days)}`
  await wiki.close()
  console.log(`\n  ${link}\n\n${await QRCode.toString(link, { type: 'terminal', small: true })}`)
}

function settings(args: string[]): { role: Role; uses: number; days: number } {
  const options = {
    role: { type: 'string', default: 'member' },
    uses: { type: 'string', default: '1' },
    days: { type: 'string', default: '14' },
  } as const
  const { values } = parsed(args, () => parseArgs({ args, options }))
  const role = ROLES.find((known) => known === values.role)
  if (!role) throw new BadSetting(`--role ${values.role}`, oneOf(ROLES))
  return { role, uses: whole('uses', values.uses, 10_000), days: whole('days', values.days, 365) }
}

function oneOf(words: readonly string[]): Said {
  return { fr: `un mot parmi ${words.join(', ')}`, en: `one of ${words.join(', ')}` }
}

function whole(name: string, value: string, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > most)
    throw new BadSetting(`--${name} ${value}`, { fr: `un nombre de 1 à ${most}`, en: `a number from 1 to ${most}` })
  return number
}

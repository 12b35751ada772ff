import { rmSync } from 'node:fs'
import type { Member } from '@terreau/shared/api/people.ts'
import { Chance } from './chance.ts'
import { SimulatedWiki } from './simulated-wiki.ts'

export interface EmptyWiki {
  readonly folder: string
  readonly members: readonly Member[]
}

let made: Promise<EmptyWiki> | null = null

/** A wiki with four members and no page, made once a process for runs to begin from: making it takes longer than most of them. */
export function emptyWiki(): Promise<EmptyWiki> {
  return (made ??= makeEmptyWiki())
}

async function makeEmptyWiki(): Promise<EmptyWiki> {
  const wiki = new SimulatedWiki(new Chance(1))
  await wiki.open()
  const members: Member[] = []
  for (const name of ['Ana', 'Ben', 'Chloé', 'Djamel']) members.push(await wiki.someone(name, 'member'))
  const folder = await wiki.leaveFolder()
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return { folder, members }
}

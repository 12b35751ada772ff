import { buildApp } from '../app.ts'
import { gazetteer } from '../communes/gazetteer.ts'
import type { Config } from '../config.ts'
import { IDLE } from '../provenance/contributions.ts'
import { DiskFull, type DiskState } from '../storage/disk.ts'
import { WalCare } from '../storage/wal-care.ts'
import { seedWiki } from '../transfer/seed.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import { Mailer } from '../members/mailer.ts'
import { openWiki, type Wiki } from '../wiki.ts'

const FIRST_COMERS = 5000

/** Opens the wiki, seeds a new one, listens, and stops cleanly on Ctrl-C or SIGTERM. */
export async function serve(config: Config): Promise<void> {
  const wiki = await openWiki(config.folder, {
    onDiskLost: (cause) => stopAtOnce('the disk refused to sync', cause),
    onDefect: (pageId, cause) => console.error('defect:', pageId, cause),
  })
  try {
    wiki.disk.onChange(sayDisk)
    await wiki.disk.start()
    new WalCare(config.folder).start()
    await seedIfNew(wiki)
    wiki.retention.start()
    const app = await buildApp(wiki, config)
    const { id } = await wiki.members.standIn('system', 'Terreau')
    wiki.pins.start(
      () => wiki.pins.pin(id, Date.now() - IDLE),
      (cause) => app.log.error(cause),
    )
    wiki.reviews.queues.start((cause) => app.log.error(cause))
    const onDefect = (cause: unknown) => app.log.error(cause)
    wiki.notices.ended.start(onDefect)
    const { mail, publicUrl } = config
    const letters = mail && wiki.notices.letters({ mailer: new Mailer(mail), publicUrl, onUnsent: onDefect })
    letters?.start()
    await app.listen({ port: config.port, host: config.host })
    await announce(wiki, config)
    // The first list of places would wait for it; who is there already goes first.
    setTimeout(() => void gazetteer().catch(onDefect), FIRST_COMERS).unref()
    stopOnSignal(async () => {
      await letters?.stop()
      await wiki.rooms.close()
      await app.close()
      await wiki.close()
    })
  } catch (cause) {
    await wiki.close()
    throw cause
  }
}

const DISK: Record<DiskState, string> = {
  well: 'Le disque a de nouveau de la place. / The disk has room again.',
  low: 'Le disque est presque plein : libérez de la place. / The disk is nearly full: make room.',
  full: 'Le disque est plein : tout se lit, rien ne s’écrit tant qu’il n’y a pas de place. / The disk is full: everything can be read, nothing written until there is room.',
}

function sayDisk(state: DiskState): void {
  console.error(`  ${DISK[state]}`)
}

/** What a new wiki starts with. Broken off, it goes on at the next start: a page that is there is not made again. */
async function seedIfNew(wiki: Wiki): Promise<void> {
  if ((await wiki.members.people()) > 0) return
  if (wiki.disk.state === 'full') throw new DiskFull(wiki.store.folder)
  const author = await wiki.members.standIn('system', 'Terreau')
  await seedWiki(new WikiWriter(wiki, author.id))
}

/** Until somebody came in, each start prints a steward's link; the link is good for one person and seven days. */
async function announce(wiki: Wiki, config: Config): Promise<void> {
  const here = `\n  Terreau : ${config.publicUrl}\n`
  if ((await wiki.members.people()) > 0) return console.log(here)
  const secret = await wiki.members.invite('steward', 1, 7)
  const first = 'Entrez la première ou le premier, comme intendant·e / Come in first, as steward:'
  console.log(`${here}\n  ${first}\n  ${config.publicUrl}/entrer/${secret}\n`)
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = (): void => {
    if (stopping) process.exit(130)
    stopping = true
    stop().then(
      () => process.exit(0),
      (cause: unknown) => stopAtOnce('could not stop cleanly', cause),
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

function stopAtOnce(why: string, cause: unknown): never {
  console.error(`  Terreau stops: ${why}`, cause)
  process.exit(1)
}

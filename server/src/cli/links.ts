import { BadSetting, type Config } from '../config.ts'
import { checkLinks } from '../links/link-checker.ts'
import { LinkStore } from '../links/link-store.ts'
import { PUBLIC_WEB } from '../links/probe-link.ts'
import { openForCommand } from './open.ts'
import { showProgress } from './progress.ts'
import { untilInterrupted } from './until-interrupted.ts'

const LINK_CHECK_EXPECTED = {
  fr: 'LINK_CHECK=1, puisque cela interroge des serveurs au dehors',
  en: 'LINK_CHECK=1, since it asks servers outside',
}

/** Looks at the addresses of sources. Ctrl-C stops it between two; run again, it goes on from there. */
export async function links(config: Config): Promise<void> {
  if (!config.linkCheck) throw new BadSetting('links', LINK_CHECK_EXPECTED)
  const wiki = await openForCommand(config)
  const store = new LinkStore(wiki.store.db)
  const signal = untilInterrupted()
  const done = await checkLinks({ store, reach: PUBLIC_WEB, now: wiki.now }, signal, showProgress)
  const amiss = await store.amiss()
  await wiki.close()
  console.log(`\n  ${done} adresses vérifiées / addresses checked`)
  for (const { url, found } of amiss) console.log(`    ${SAYS[found.outcome]} : ${found.movedTo ?? url}`)
  if (signal.aborted)
    console.log('  Interrompu : relancez la même commande. / Interrupted: run the same command to go on.')
}

const SAYS = {
  ok: '',
  moved: 'a déménagé / moved',
  gone: 'n’existe plus / gone',
  unknown: 'sans réponse claire / no clear answer',
} as const

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { awake, Visits, visit } from '../journeys/watching.ts'
import { Stage, saved, textIn, typeIn } from '../journeys/stage.ts'
import { picture } from '../../server/src/pictures-for-tests.ts'

const stage = new Stage()
let visits: Visits

beforeAll(async () => {
  await stage.open()
  visits = new Visits(stage.browser, stage.wiki.url)
})
/** Whatever was done, no report of the policy and no complaint of the console came of it. */
afterEach(() => visits.end())
afterAll(() => stage.close())

function signedIn(secret: string) {
  const cookie = { name: 'session', value: secret, domain: 'localhost', path: '/' }
  return {
    storageState: {
      cookies: [{ ...cookie, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const }],
      origins: [],
    },
  }
}

/** Hands the text what another program would have left on the clipboard or under the mouse. */
async function give(tab: Page, kind: 'paste' | 'drop', html: string): Promise<void> {
  await tab.evaluate(
    ([kind, html]) => {
      const data = new DataTransfer()
      data.setData('text/html', html)
      data.setData('text/plain', 'Collé.')
      const text = document.querySelector('.writing p') as HTMLElement
      const { left, top } = text.getBoundingClientRect()
      const how = { bubbles: true, cancelable: true }
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { ...how, clipboardData: data })
          : new DragEvent('drop', { ...how, dataTransfer: data, clientX: left + 5, clientY: top + 5 })
      text.dispatchEvent(event)
    },
    [kind, html] as const,
  )
}

const FROM_ELSEWHERE = `<meta charset="utf-8"><style>p{color:red}</style><h2 style="color:red">Un titre</h2>
<p style="margin:9px" onclick="alert(1)">Du <b>texte</b> <a href="https://exemple.org">lié</a></p>
<ul><li>Une ligne</li></ul><table style="width:9px"><tr><td style="width:9px">Case</td></tr></table><script>alert(1)</script>`

test('[Y2] the browser really holds pages to the policy: markup made from a string is refused', async () => {
  const tab = await visits.begin('/')
  const refused = await tab.evaluate(() => {
    try {
      document.createElement('div').innerHTML = '<b>non</b>'
      return 'allowed'
    } catch (cause) {
      return String(cause)
    }
  })
  expect(refused).toContain('TrustedHTML')
  expect(visits.pardon()?.complaints.join()).toContain('TrustedHTML')
})

test('[Y2] reading, searching and joining keep within the policy', async () => {
  const tab = await visits.begin('/')
  await tab.fill('input[type=search]', 'compost')
  await tab.waitForTimeout(300)
  await tab.keyboard.press('Enter')
  await tab.waitForURL(/chercher/)
  await visit(tab, '/p/repair-cafe')
  await visit(tab, `/entrer/${await stage.wiki.invite('member')}`)
  await awake(tab)
  await tab.fill('main form input', 'Zoé')
  await tab.keyboard.press('Enter')
  await tab.waitForFunction(() => !location.pathname.startsWith('/entrer'))
  await visit(tab, '/moi')
  expect(await tab.locator('main').innerText()).toContain('Zoé')
})

test('[Y2] writing keeps within it: typing, pasting and dropping what comes from elsewhere, menus, dialogs, a picture', async () => {
  const page = await stage.ana.createPage('Écrire sous le regard du navigateur')
  const tab = await visits.begin(`/p/${page.slug}/modifier`, signedIn(stage.ana.secret))
  await tab.waitForSelector('.writing')
  await typeIn(tab, 'Des mots. ')
  await give(tab, 'paste', FROM_ELSEWHERE)
  await give(tab, 'drop', FROM_ELSEWHERE)
  await saved(tab)
  expect(await textIn(tab)).toContain('Une ligne')
  await typeIn(tab, '\n/')
  await tab.waitForSelector('.writing-menu [role=option]')
  await tab.keyboard.press('Escape')
  await typeIn(tab, '\n/image')
  await tab.waitForSelector('.writing-menu [role=option]')
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('dialog[open]')
  await tab.setInputFiles('dialog input[type=file]', { name: 'a.png', mimeType: 'image/png', buffer: await picture() })
  await tab.waitForTimeout(500)
  await tab.keyboard.press('Escape')
  await tab.keyboard.press('Control+a')
  await tab.keyboard.press('Control+c')
  await tab.keyboard.press('ArrowRight')
  await tab.keyboard.press('Control+v')
  await saved(tab)
})

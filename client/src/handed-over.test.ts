import { expect, test } from 'vitest'
import { freshClient } from './app.tsx'
import { answersOf, scriptJson, takeAnswers } from './handed-over.ts'

test('what a script element carries never ends it early, and reads back the same', () => {
  const value = { title: '</script><script>alert(1)</script><!--' }
  expect(scriptJson(value)).not.toContain('<')
  expect(JSON.parse(scriptJson(value))).toEqual(value)
})

test('the browser knows what the server was answered, refusals included', () => {
  const [server, browser] = [freshClient(), freshClient()]
  server.setQueryData(['/me'], { value: { member: null, lang: 'fr' } })
  server.setQueryData(['/pages/rien'], { refusal: { code: 'page.unknown', message: 'Non.' }, status: 404 })
  takeAnswers(browser, answersOf(server))
  expect(browser.getQueryData(['/pages/rien'])).toEqual(server.getQueryData(['/pages/rien']))
  expect(browser.getQueryData(['/me'])).toEqual({ value: { member: null, lang: 'fr' } })
})

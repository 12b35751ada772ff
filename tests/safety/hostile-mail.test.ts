import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AddressList } from '@terreau/shared/api/people.ts'
import { MailServerForTests } from '../../server/src/members/mail-server-for-tests.ts'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'
import { elsewhere } from './calls.ts'
import { HOSTILE_WORDS } from './hostile-words.ts'

let mail: MailServerForTests
let wiki: WikiForTests

beforeAll(async () => {
  mail = await MailServerForTests.open()
  wiki = await WikiForTests.open({ SMTP_URL: mail.url, MAIL_FROM: 'wiki@example.org' })
})
afterAll(async () => {
  await wiki.close()
  await mail.close()
})

const hostile = Object.values(HOSTILE_WORDS)

/** Ways to have more written into a letter, or to have it sent to more people. */
const SMUGGLED = [
  'a@exemple.org\r\nBcc: b@exemple.org',
  'a@exemple.org\nDATA',
  'a@exemple.org,b@exemple.org',
  'a@exemple.org;b@exemple.org',
  'Ana <a@exemple.org>',
  '"a@exemple.org> <b"@exemple.org',
  'a@exemple.org%0aBcc:b@exemple.org\u0000',
  'a@exemple.org\u2028Bcc: b@exemple.org',
]

/** Asks for a letter as a member with this name would, from a browser that says this of itself. */
async function ask(address: string, secret: string, says: string): Promise<number> {
  const answer = await wiki.app.inject({
    method: 'POST',
    url: '/api/me/addresses',
    remoteAddress: elsewhere(),
    headers: { authorization: `Bearer ${secret}`, 'accept-language': says, host: 'evil.example', 'user-agent': says },
    payload: { address },
  })
  return answer.statusCode
}

test('[Y3] a letter is plain text in our own words: no name, header or address of anyone adds to it', async () => {
  for (const [at, words] of hostile.entries()) {
    const secret = await wiki.someone('member', words.slice(0, 60))
    expect(await ask(`qui${at}@exemple.org`, secret, words.replaceAll(/[^\x20-\x7E]/g, ' '))).toBe(202)
  }
  await vi.waitFor(() => expect(mail.letters.length).toBe(hostile.length))
  const shapes = mail.letters.map(({ text }) =>
    text
      .replaceAll(/qui\d+@exemple\.org/g, 'ADDRESS')
      .replaceAll(/\/courriel\/[\w-]{43}/g, 'LINK')
      .replace(/^Message-ID: .*$/m, '')
      .replace(/^Date: .*$/m, ''),
  )
  // Letters differ in nothing but to whom they go, and in the language of their reader.
  expect(new Set(shapes).size).toBeLessThanOrEqual(2)
  expect(shapes[0]).toContain('Content-Type: text/plain; charset=utf-8')
  expect(shapes.join('')).not.toMatch(/struck|evil|text\/html|multipart/)
})

test('[Y3] what is no address is none, however it is written; what could be one is text', async () => {
  const before = mail.letters.length
  const secret = await wiki.someone('member', 'Ana')
  const odd = hostile.map((words) => `${words}@exemple.org`).filter((address) => /[<>"',;:\\()[\]\s]/.test(address))
  const statuses: number[] = []
  for (const address of [...SMUGGLED, ...odd]) statuses.push(await ask(address, secret, 'fr'))
  expect(odd.length).toBeGreaterThan(40)
  expect(new Set(statuses)).toEqual(new Set([400]))
  expect(await ask('`onmouseover=struck{1}`&#60;@exemple.org', secret, 'fr')).toBe(400)
  expect(await ask('o’neil+`struck`=1|{}@exemple.org', secret, 'fr')).toBe(202)
  await vi.waitFor(() => expect(mail.letters.length).toBe(before + 1))
  expect(mail.letters.at(-1)?.to.length).toBe(1)
  const { json } = await wiki.ask<AddressList>('GET', '/api/me/addresses', secret)
  expect(json.addresses).toEqual([])
})

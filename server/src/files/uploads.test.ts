import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture } from '../pictures-for-tests.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { CANARY, DRAWN, NO_PICTURES, TOO_LARGE, type Sent } from './hostile-files.ts'

let wiki: WikiForTests
let url: string
/** Each upload is sent from an address of its own: what is tried here is not how often. */
let senders = 0

beforeAll(async () => {
  wiki = await WikiForTests.open()
  url = await wiki.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => wiki.close())

const BOUNDARY = '----terreau'

/** A form with one file, written out by hand: its name is not made harmless on the way. */
function form({ bytes, name = 'a.png', type = 'image/png' }: Sent): Buffer {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
}

async function send(secret: string, sent: Sent) {
  senders += 1
  return wiki.app.inject({
    method: 'POST',
    url: '/api/files',
    remoteAddress: `10.1.${senders >> 8}.${senders & 255}`,
    headers: { authorization: `Bearer ${secret}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: form(sent),
  })
}

/** All that the wiki holds of pictures: its files, and its rows. */
async function held(): Promise<string[]> {
  const files = await readdir(join(wiki.config.folder, 'files'), { recursive: true })
  const rows = await wiki.wiki.store.db.selectFrom('file').select('hash').execute()
  return [...files, ...rows.map(({ hash }) => hash)].toSorted()
}

/** The kinds of chunks that a WebP file is made of, to its last byte. */
function chunksOf(webp: Buffer): string[] {
  const kinds = [webp.toString('latin1', 0, 4), webp.toString('latin1', 8, 12)]
  let at = 12
  for (; at < webp.length; at += 8 + webp.readUInt32LE(at + 4) + (webp.readUInt32LE(at + 4) % 2))
    kinds.push(webp.toString('latin1', at, at + 4))
  return at === webp.length ? kinds : [...kinds, 'bytes beyond its end']
}

test.each(Object.entries(DRAWN))('[Y5] %s is served as a picture of ours, and nothing else', async (_what, made) => {
  const ana = await wiki.someone('member', 'Ana')
  const added = await send(ana, await made())
  expect(added.statusCode).toBe(201)
  const { file } = added.json<{ file: string }>()
  const served = await wiki.app.inject({ url: `/files/${file}`, headers: { authorization: `Bearer ${ana}` } })
  expect(served.headers).toMatchObject({
    'content-type': 'image/webp',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'inline',
    'cross-origin-resource-policy': 'same-origin',
  })
  const bytes = served.rawPayload
  expect(chunksOf(bytes).filter((kind) => !['RIFF', 'WEBP', 'VP8 ', 'VP8L', 'VP8X', 'ALPH'].includes(kind))).toEqual([])
  expect(bytes.includes(CANARY)).toBe(false)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(file)
  const { width, height, pages } = await sharp(bytes).metadata()
  expect([width > 0 && width <= 2000, height > 0 && height <= 2000, pages]).toEqual([true, true, undefined])
})

const refused = [
  ...Object.entries(NO_PICTURES).map(([what, made]) => [what, 'file.not-an-image', made] as const),
  ...Object.entries(TOO_LARGE).map(([what, made]) => [what, 'file.too-many-pixels', made] as const),
]

test.each(refused)('[Y5] %s is refused as %s, and leaves nothing', async (_what, code, made) => {
  const [ana, before] = [await wiki.someone('member', 'Ana'), await held()]
  expect((await send(ana, await made())).json()).toMatchObject({ code })
  expect(await held()).toEqual(before)
})

const part = (name: string, rest = '') =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${rest}\r\n\r\nx\r\n`
const multipart = `multipart/form-data; boundary=${BOUNDARY}`
const file = part('file', '; filename="a.png"')

test.each([
  ['JSON', 'application/json', '{}'],
  ['bytes', 'application/octet-stream', 'x'],
  ['a form without a boundary', 'multipart/form-data', file],
  ['a form with an endless boundary', `${multipart}${'x'.repeat(5000)}`, file],
  ['a form of nothing', multipart, ''],
  ['a form with no end', multipart, file],
  [
    'a form whose part has no end of its head',
    multipart,
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file`,
  ],
  ['a form whose part has a broken head', multipart, `--${BOUNDARY}\r\n:\r\n\r\nx\r\n--${BOUNDARY}--\r\n`],
  ['a form of fields', multipart, `${part('a')}${part('b')}--${BOUNDARY}--\r\n`],
  ['a field that would change all objects', multipart, `${part('__proto__')}${file}--${BOUNDARY}--\r\n`],
  ['many files', multipart, `${file.repeat(50)}--${BOUNDARY}--\r\n`],
])('[Y5] %s instead of a picture is refused by name, and leaves nothing', async (_what, type, payload) => {
  const [ana, before] = [await wiki.someone('member', 'Ana'), await held()]
  const headers = { authorization: `Bearer ${ana}`, 'content-type': type }
  const asked = { method: 'POST', url: '/api/files', remoteAddress: `10.2.0.${payload.length % 250}`, headers } as const
  const answer = await wiki.app.inject({ ...asked, payload })
  expect(answer.json()).toMatchObject({ code: expect.stringMatching(/^(?:request\.|file\.not-an-image)/) })
  expect(await held()).toEqual(before)
})

test('[Y5] a file of thirty megabytes is refused by its size, and leaves nothing', async () => {
  const [ana, before] = [await wiki.someone('member', 'Ana'), await held()]
  const bytes = Buffer.concat([await picture(), Buffer.alloc(30 * 1024 * 1024)])
  expect((await send(ana, { bytes })).json()).toMatchObject({ code: 'request.too-large' })
  expect(await held()).toEqual(before)
})

test('[Y5] a picture that lies on its side is put upright before what says so is left out', async () => {
  const lying = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'green' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { width, height } = (await send(await wiki.someone('member', 'Ana'), { bytes: lying })).json()
  expect({ width, height }).toEqual({ width: 20, height: 30 })
})

test('[Y5] the same picture sent twice at once is kept once, whole', async () => {
  const [ana, ben, bytes] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ben'), await picture()]
  const added = await Promise.all([send(ana, { bytes }), send(ana, { bytes }), send(ben, { bytes })])
  expect(new Set(added.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
  expect((await held()).filter((path) => path.endsWith('.part'))).toEqual([])
})

/** Begins to send a picture, and goes on no further. */
async function stalled(secret: string, picked: Buffer) {
  const { hostname, port } = new URL(url)
  const whole = form({ bytes: picked })
  const socket = connect(Number(port), hostname)
  const [head, type] = [`POST /api/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${secret}\r\n`, BOUNDARY]
  const lengths = `content-type: multipart/form-data; boundary=${type}\r\ncontent-length: ${whole.length}\r\n\r\n`
  socket.write(Buffer.concat([Buffer.from(head + lengths), whole.subarray(0, 400)]))
  const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
  return { socket, answer }
}

test('[Y5] whoever begins many uploads is asked to wait, and keeps nobody else from theirs, then or once they are gone', async () => {
  const [ana, ben, bytes] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ben'), await picture()]
  const large = Buffer.concat([bytes, Buffer.alloc(2_000_000)])
  const begun = await Promise.all(Array.from({ length: 9 }, () => stalled(ana, large)))
  expect(await Promise.race(begun.map(({ answer }) => answer))).toContain(' 429 ')
  expect((await send(ben, { bytes })).statusCode).toBe(201)
  for (const { socket } of begun) socket.destroy()
  await expect.poll(async () => (await send(ana, { bytes })).statusCode, { timeout: 20_000 }).toBe(201)
})
